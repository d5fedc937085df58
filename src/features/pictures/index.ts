export { answerPicture, type PictureAnswer } from './answer-picture.js';
export { avatarOf } from './avatar-of.js';
export { pictureOf, type PictureFacts } from './picture-of.js';

import { registerEnumType } from 'type-graphql';

export enum Language {
  EN = 'EN',
  ZH = 'ZH',
}

registerEnumType(Language, {
  name: 'Language',
  description: 'A language that texts of the catalogue may be written in.',
  valuesConfig: { EN: { description: 'English.' }, ZH: { description: 'Chinese.' } },
});

/** The Chinese text where there is one and it is asked for, else the original. */
export function inLanguage(language: Language, original: string, chinese: string | undefined): string {
  return language === Language.ZH ? (chinese ?? original) : original;
}

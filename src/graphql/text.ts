import { ValidateBy, type ValidationOptions } from 'class-validator';

/** What a text input takes; lengths in code points, after `normalText`. */
export interface TextLimits {
  readonly min: number;
  readonly max: number;
  /** Whether it may have lines; a title may not. */
  readonly lines?: boolean;
}

/** Text as it is kept: NFC, trimmed, lines ended by a line feed. */
export function normalText(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').normalize('NFC').trim();
}

/** What is wrong with a text, as the end of a sentence that begins with its name; null when nothing is. */
export function textProblem(text: string, limits: TextLimits): string | null {
  const normal = normalText(text);
  const length = [...normal].length;
  if (length > limits.max) return `has ${length} characters, and the most is ${limits.max}`;
  if (/\p{Cs}/u.test(normal)) return 'has half of a surrogate pair';
  if (/(?!\n)\p{Cc}/u.test(normal)) return 'has a control character';
  if (/[\u202a-\u202e]/.test(normal)) return 'has a character that turns the direction of text';
  if (limits.lines !== true && /[\n\u2028\u2029]/.test(normal)) return 'has more than one line';
  const seen = [...normal.replaceAll(/[\p{Cf}\p{Z}\s]/gu, '')].length;
  if (Math.min(seen, length) < Math.min(1, limits.min)) return 'is empty';
  return length < limits.min ? `has ${length} characters, and the least is ${limits.min}` : null;
}

/** Refuses a text outside `limits`: too long or short, with control characters or broken Unicode. */
export function IsText(limits: TextLimits, options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isText',
      validator: {
        validate: (value) => typeof value === 'string' && textProblem(value, limits) === null,
        defaultMessage: (given) => {
          const texts: unknown[] = Array.isArray(given?.value) ? given.value : [given?.value];
          const problem = texts.map((text) =>
            typeof text === 'string' ? textProblem(text, limits) : 'is not a text',
          );
          return `${given?.property} ${problem.find((each) => each !== null) ?? 'is not a text'}`;
        },
      },
    },
    options,
  );
}

import type { TrainingRun } from '../models/run-log.js';

const WIDTH = 720;
const HEIGHT = 360;
const LEFT = 48;
const TOP = 24;
const PLOT = { width: 400, height: HEIGHT - 2 * TOP - 16 };
const COLOURS = ['#5b2a86', '#1b7f5c', '#c2571a', '#2463a8', '#a61e4d', '#6b6b00', '#444444', '#008b8b'];

/** The losses of a run as a picture: a line a fit, against the share of its steps, each divided by its first loss. */
export function curvesSvg({ losses, startedAt }: TrainingRun): string {
  const series = losses.filter(({ loss }) => loss.length > 1 && loss[0]! > 0);
  const highest = Math.max(1, ...series.flatMap(({ loss }) => loss.map((one) => one / loss[0]!)));
  const x = (share: number): string => (LEFT + share * PLOT.width).toFixed(1);
  const y = (loss: number): string => (TOP + (1 - loss / highest) * PLOT.height).toFixed(1);
  const lines = series.map(({ loss }, nth) => {
    const points = loss.map((one, step) => `${x(step / (loss.length - 1))},${y(one / loss[0]!)}`).join(' ');
    return `<polyline points="${points}" fill="none" stroke="${colourOf(nth)}" stroke-width="1.5"/>`;
  });
  const legend = series.map(({ part, stretch, loss }, nth) => {
    const text = `${part}, ${loss.length} steps: ${stretch}`;
    return `<text x="${LEFT + PLOT.width + 12}" y="${TOP + 12 + 16 * nth}" fill="${colourOf(nth)}">${escaped(text)}</text>`;
  });
  const marks = [0, 0.5, 1].map(
    (mark) => `<text x="${LEFT - 6}" y="${y(mark)}" text-anchor="end">${mark}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH + 120} ${HEIGHT}" font-family="sans-serif" font-size="11">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<path d="M${LEFT} ${TOP}V${TOP + PLOT.height}H${LEFT + PLOT.width}" fill="none" stroke="#888888"/>`,
    ...marks,
    ...lines,
    ...legend,
    `<text x="${LEFT}" y="${HEIGHT - 12}">loss / first loss, over the steps of each fit; run of ${new Date(startedAt).toISOString()}</text>`,
    '</svg>',
    '',
  ].join('\n');
}

function colourOf(nth: number): string {
  return COLOURS[nth % COLOURS.length]!;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

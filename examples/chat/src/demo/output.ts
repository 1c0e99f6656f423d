import { styleText } from 'node:util';

const WIDTH = process.stdout.isTTY ? Math.min(process.stdout.columns, 120) : 100;
const LABEL_WIDTH = 8;
const hasColours = process.stdout.isTTY && process.stdout.hasColors();

type Style = Parameters<typeof styleText>[0];

let part = '';

/** What did not hold, with the part of the demo. */
export const failures: string[] = [];

export function say(text: string, style?: Style): void {
  for (const line of text.split('\n').flatMap((part) => wrap(part, WIDTH))) console.log(paint(style, line));
}

/** Begins a part of the demo. */
export function begin(name: string, title: string): void {
  part = name;
  say('');
  say(title, 'bold');
  say('');
}

/** Prints a label, such as a time, and a text that wraps beside it. */
export function item(label: string, text: string, style?: Style): void {
  const [first = '', ...rest] = wrap(text, WIDTH - LABEL_WIDTH - 2);
  console.log(`${paint('dim', label.padStart(LABEL_WIDTH))}  ${paint(style, first)}`);
  for (const line of rest) console.log(`${' '.repeat(LABEL_WIDTH + 2)}${paint(style, line)}`);
}

/** Prints whether something held; if it did not, the demo fails. */
export function check(holds: boolean, text: string, otherwise = text): void {
  if (holds) {
    item('✔', text, 'green');
  } else {
    item('✘', otherwise, 'red');
    failures.push(`${part}: ${otherwise}`);
  }
}

function paint(style: Style | undefined, text: string): string {
  return style !== undefined && hasColours ? styleText(style, text) : text;
}

function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

import type { Message } from './model.ts';

const WIDTH = 64;
const LAYERS = 130_000;
const weights = Float64Array.from({ length: WIDTH * WIDTH }, (_, index) => Math.sin(index));

/** Answers with the last passage it was given, after as much arithmetic as a small model needs. */
export function infer(messages: readonly Message[]): string {
  let state = new Float64Array(WIDTH).fill(1);
  for (let layer = 0; layer < LAYERS; layer++) state = activate(state);

  const passage = messages.findLast(({ role }) => role === 'system');
  return passage?.content ?? `There is no passage to answer from (${state.at(0)}).`;
}

function activate(input: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const output = new Float64Array(WIDTH);
  for (let row = 0; row < WIDTH; row++) {
    let sum = 0;
    for (let column = 0; column < WIDTH; column++) sum += (weights[row * WIDTH + column] ?? 0) * (input[column] ?? 0);
    output[row] = Math.tanh(sum);
  }
  return output;
}

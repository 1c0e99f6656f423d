import type { BlockRecord } from '../../record.ts';

/** Of a record, what may be shown to whoever can reach the port: places in the code and the context only when asked for. */
export function toVisible(block: BlockRecord, stacks: boolean): BlockRecord {
  if (stacks) return block;
  const { context: _context, ...rest } = block;
  return { ...rest, frames: [] };
}

import type { BlockRecord } from '../../record.ts';

/** Of a record, what may be shown to whoever can reach the port: places, arguments and context only when asked for. */
export function toVisible(block: BlockRecord, stacks: boolean): BlockRecord {
  if (stacks) return block;
  const { context: _context, apiArguments: _arguments, ...rest } = block;
  return { ...rest, frames: [] };
}

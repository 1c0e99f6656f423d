import { relative } from 'node:path';
import type { BlockRecord, Frame, ReportedEvent, SessionAtRisk } from '../record.ts';
import { findPlace, type Place } from './place.ts';

/** A long task nears its deadline, and no block is the reason. */
const SLOW = ' The event loop is free: the task itself is slow.';

const ROW = ' Block after block, the loop had no free turn.';

/** The lines for people. */
export function toText(event: ReportedEvent, cwd: string, cureOf: (api: string) => string | undefined): string {
  if (event.event === 'session-at-risk') {
    const { session, block } = event;
    const why = block ? `${describeRow(session, block)}${describeAllowed(block)}${describeCure(block, cureOf)}` : SLOW;
    return `unblocked: ${describeSession(session)}${why}`;
  }
  const { block } = event;
  switch (event.event) {
    case 'block':
      return `unblocked: event loop blocked for ${seconds(block.durationMs)}${describe(block, cwd)}`;
    case 'block-update':
      return `unblocked: event loop still blocked after ${seconds(block.durationMs)}${describe(block, cwd)}`;
    case 'recovered':
      return `unblocked: event loop free again after ${seconds(block.durationMs)}${describe(block, cwd)}`;
    case 'paused':
      return `unblocked: ${describePause(block)} for ${seconds(block.durationMs)}; this is not a block`;
  }
}

function describePause({ cause }: BlockRecord): string {
  if (cause === 'debugger') return 'a debugger held the process';
  return cause === 'suspended' ? 'the machine was suspended' : 'the process was stopped';
}

/** ` in crypto.scryptSync at login (src/auth.js:19:18), POST /login`: as much of it as is known. */
function describe(block: BlockRecord, cwd: string): string {
  const args = block.apiArguments === undefined ? '' : `(${block.apiArguments.join(', ')})`;
  const api = block.api === undefined ? '' : ` in ${block.api}${args}`;
  const calls = block.apiCalls !== undefined && block.apiCalls > 1 ? ` (${block.apiCalls} calls)` : '';
  const place = findPlace(block.frames);
  const at = place === undefined ? '' : ` at ${formatPlace(place, cwd)}`;
  return `${describePart(block)}${api}${calls}${at}${describeCause(block)}${describeContext(block)}`;
}

/** `, 1.5 s of it`: the block has been in other code, too. */
function describePart({ durationMs, elsewhereMs }: BlockRecord): string {
  return elsewhereMs === undefined ? '' : `, ${seconds(durationMs - elsewhereMs)} of it`;
}

function describeCause({ cause, api, frames }: BlockRecord): string {
  if (cause === 'cpu-starved') return '; the host had no core free for it';
  if (cause === 'cpu-throttled') return '; its CPU quota kept it from running';
  if (cause === 'gc') return '; most of it in garbage collection';
  if (api !== undefined || frames.length > 0) return '';
  if (cause === 'native') return ' in native code';
  return '';
}

function describeContext({ context }: BlockRecord): string {
  if (context === undefined) return '';
  const { route, ...rest } = context;
  const others = Object.entries(rest).map(([key, value]) => `${key}=${String(value)}`);
  return [...(route === undefined ? [] : [String(route)]), ...others].map((part) => `, ${part}`).join('');
}

function formatPlace({ frame, caller }: Place, cwd: string): string {
  const place = formatFrame(frame, cwd);
  return caller === undefined ? place : `${place}, called by ${formatFrame(caller, cwd)}`;
}

function formatFrame({ function: name, file, line, column }: Frame, cwd: string): string {
  const path = relative(cwd, file);
  return `${name} (${path === '' || path.startsWith('..') ? file : path}:${line}:${column})`;
}

function describeSession({ name, timeoutMs, utilization, remainingMs, count, level }: SessionAtRisk): string {
  const who = count === undefined ? 'its sessions' : `${count} session${count === 1 ? '' : 's'}`;
  const percent = Math.round(utilization * 100);
  return level === 'lost'
    ? `${name}: its timeout of ${seconds(timeoutMs)} has passed; ${who} will be dropped.`
    : `${name}: ${percent} % of its ${seconds(timeoutMs)} timeout used; ${who} will be dropped in ${seconds(remainingMs)}.`;
}

/** The block itself is no reason to be alarmed; with those before it, it is. */
function describeRow({ timeoutMs, utilization }: SessionAtRisk, { durationMs }: BlockRecord): string {
  return durationMs < (utilization * timeoutMs) / 2 ? ROW : '';
}

function describeAllowed({ allowed }: BlockRecord): string {
  return allowed === undefined ? '' : ` This work is allowed to block: ${allowed}.`;
}

function describeCure({ api, docs }: BlockRecord, cureOf: (api: string) => string | undefined): string {
  const cure = api === undefined ? undefined : cureOf(api);
  if (cure === undefined) return '';
  return docs === undefined ? ` ${cure}` : ` ${cure.replace(/\.$/, '')}: ${docs}`;
}

function seconds(ms: number): string {
  return ms < 950 ? `${Math.round(ms)} ms` : `${(Math.round(ms / 100) / 10).toFixed(1)} s`;
}

import { defineModule } from '../define.ts';
import { each } from '../rows.ts';

export const dgram = defineModule(
  'node:dgram',
  { kind: 'network', returns: { createSocket: 'Socket#' } },
  each(['Socket#bindSync', 'Socket#connectSync'], {
    severity: 'none',
    since: '24.19.0',
    notIn: [25],
    reason: 'takes addresses only, so that no name is looked up: a system call that does not wait',
  }),
);

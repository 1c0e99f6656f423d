import { defineModule } from '../define.ts';
import { each } from '../rows.ts';

/** Parsing certificates and keys takes 0.2 to 1 ms each. */
export const tls = defineModule(
  'node:tls',
  { kind: 'crypto', returns: { createServer: 'Server#' } },
  {
    createSecureContext: { severity: 'low', advice: 'Create the context once, and use it again.' },
    ...each(['Server#addContext', 'Server#setSecureContext'], { severity: 'low', advice: 'Do it at start-up.' }),
    getCACertificates: {
      severity: 'low',
      kind: 'fs',
      since: '22.15.0',
      advice: 'Read the certificates once, at start-up.',
      cases: [{ arg: 0, is: ['system'], severity: 'medium' }],
    },
    setDefaultCACertificates: { severity: 'low', since: '22.19.0', advice: 'Do it at start-up.' },
  },
);

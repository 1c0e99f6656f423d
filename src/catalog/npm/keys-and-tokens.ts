import { defineModule, type BlockingModule } from '../define.ts';
import { each } from '../rows.ts';

/**
 * With a callback it is computed on the calling thread, too. What counts is the algorithm: a signature takes 1 ms with an
 * RSA key of 2048 bits, 9 ms with 4096, 2.4 ms by ES512, 0.1 ms by ES256, and less by HS256, which is the default.
 * To verify one takes 0.1 to 0.7 ms, but for ES512.
 */
const jsonwebtoken = defineModule(
  'jsonwebtoken',
  { kind: 'crypto' },
  {
    sign: {
      severity: 'low',
      advice: 'Use jose, which signs off the event loop.',
      cases: [
        { arg: 2, callback: true, severity: 'none' },
        { arg: 2, property: 'algorithm', type: 'missing', severity: 'none' },
        { arg: 2, property: 'algorithm', is: ['HS256', 'HS384', 'HS512', 'ES256'], severity: 'none' },
      ],
    },
    verify: {
      severity: 'low',
      advice: 'Use jose, which verifies off the event loop.',
      cases: [
        { arg: 2, callback: true, severity: 'none' },
        { arg: 3, callback: true, severity: 'none' },
      ],
    },
  },
);

const nodeForge = defineModule(
  'node-forge',
  { kind: 'crypto' },
  {
    'pki.rsa.generateKeyPair': {
      severity: 'high',
      instead: 'crypto.generateKeyPair',
      reason: 'searches for primes, in JavaScript where it cannot use the crypto of Node',
      cases: [0, 1, 2, 3].map((arg) => ({ arg, callback: true, severity: 'none' })),
    },
    'pkcs5.pbkdf2': {
      severity: 'high',
      instead: 'crypto.pbkdf2',
      cases: [4, 5].map((arg) => ({ arg, callback: true, severity: 'none' })),
    },
    pbkdf2: {
      severity: 'high',
      instead: 'crypto.pbkdf2',
      cases: [4, 5].map((arg) => ({ arg, callback: true, severity: 'none' })),
    },
  },
);

/** 167 ms for 2048 bits. */
const nodeRsa = defineModule(
  'node-rsa',
  { kind: 'crypto' },
  {
    ...each(['', 'NodeRSA'], {
      severity: 'none',
      trigger: 'new',
      instead: 'crypto.generateKeyPair',
      reason: 'generates a key when it gets `b`, the number of bits',
      cases: [{ arg: 0, property: 'b', type: 'number', severity: 'high' }],
    }),
    ...each(['#generateKeyPair', 'NodeRSA#generateKeyPair'], { severity: 'high', instead: 'crypto.generateKeyPair' }),
  },
);

/** 170 ms for an RSA key of 2048 bits, 850 to 1800 ms for 4096; less than 1 ms on an elliptic curve. */
const ssh2 = defineModule(
  'ssh2',
  { kind: 'crypto' },
  {
    'utils.generateKeyPairSync': {
      severity: 'high',
      instead: 'ssh2.utils.generateKeyPair',
      cases: [{ arg: 0, is: ['ed25519', 'ecdsa'], severity: 'none' }],
    },
  },
);

export const KEYS_AND_TOKENS: readonly BlockingModule[] = [jsonwebtoken, nodeForge, nodeRsa, ssh2];

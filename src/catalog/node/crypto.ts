import { defineModule, type Row, type Severity, type SeverityCase } from '../define.ts';

const IN_A_WORKER = 'Run it in a worker thread.';

/** Figures are of Node 20 on a shared x86 server core; RSA and prime search vary by an order of magnitude. */
export const crypto = defineModule(
  'node:crypto',
  {
    kind: 'crypto',
    returns: {
      createDiffieHellman: 'DiffieHellman#',
      getDiffieHellman: 'DiffieHellmanGroup#',
      createDiffieHellmanGroup: 'DiffieHellmanGroup#',
      createHash: 'Hash#',
      'Hash#update': 'Hash#',
      createHmac: 'Hmac#',
      'Hmac#update': 'Hmac#',
      createSign: 'Sign#',
      'Sign#update': 'Sign#',
      createVerify: 'Verify#',
      'Verify#update': 'Verify#',
    },
  },
  {
    argon2Sync: { ...derived('argon2'), since: '24.7.0' },
    pbkdf2Sync: derived('pbkdf2', [
      { arg: 2, atMost: 2_000, severity: 'low' },
      { arg: 2, atMost: 20_000, severity: 'medium' },
    ]),
    scryptSync: withOverloads(derived('scrypt', [...costs('N'), ...costs('cost')]), 3, '(key) => key as Buffer'),
    hkdfSync: { ...derived('hkdf'), severity: 'low' },

    checkPrimeSync: withOverloads(derived('checkPrime'), 1),
    generatePrimeSync: withOverloads(
      derived('generatePrime', [
        { arg: 0, atMost: 256, severity: 'low' },
        { arg: 0, atMost: 1_024, severity: 'medium' },
      ]),
      1,
    ),
    generateKeySync: { ...derived('generateKey'), severity: 'low' },
    generateKeyPairSync: derived('generateKeyPair', keyPairs()),
    randomFillSync: withOverloads({ ...derived('randomFill'), severity: 'low' }, 1),
    randomBytes: {
      severity: 'none',
      advice: 'Pass a callback.',
      cases: [
        { arg: 1, callback: true, severity: 'none' },
        { arg: 0, atLeast: 16 * 2 ** 20, severity: 'medium' },
        { arg: 0, atLeast: 2 ** 20, severity: 'low' },
      ],
    },

    createDiffieHellman: {
      severity: 'none',
      instead: 'crypto.getDiffieHellman',
      reason: 'a number makes it search for a prime of that many bits',
      cases: [{ arg: 0, type: 'number', severity: 'high' }],
    },
    'DiffieHellman#computeSecret': { severity: 'low', advice: IN_A_WORKER },
    'DiffieHellman#generateKeys': { severity: 'low', advice: IN_A_WORKER },
    'DiffieHellmanGroup#computeSecret': { severity: 'low', advice: IN_A_WORKER },
    'DiffieHellmanGroup#generateKeys': { severity: 'low', advice: IN_A_WORKER },

    sign: withoutCallback(3),
    verify: withoutCallback(4),
    diffieHellman: withoutCallback(1),
    encapsulate: { ...withoutCallback(1), since: '24.7.0' },
    decapsulate: { ...withoutCallback(2), since: '24.7.0' },
    'Sign#sign': { severity: 'low', instead: 'crypto.sign' },
    'Verify#verify': { severity: 'low', instead: 'crypto.verify' },
    privateDecrypt: { severity: 'low', advice: IN_A_WORKER },
    privateEncrypt: { severity: 'low', advice: IN_A_WORKER },
    publicDecrypt: { severity: 'low', advice: IN_A_WORKER },
    publicEncrypt: { severity: 'low', advice: IN_A_WORKER },
    createPrivateKey: { severity: 'low', advice: 'Parse the key once, when the module loads.' },
    createPublicKey: { severity: 'low', advice: 'Parse the key once, when the module loads.' },

    hash: { ...wholeData(1), since: '20.12.0' },
    'Hash#update': wholeData(0),
    'Hmac#update': wholeData(0),
  },
);

function derived(name: string, cases: readonly SeverityCase[] = []): Row {
  return {
    severity: 'high',
    instead: `crypto.${name}`,
    rewrite: { module: 'node:crypto', name, form: 'promisify' },
    cases,
  };
}

function withOverloads(row: Row, count: number, then?: string): Row {
  if (!row.rewrite) return row;
  return { ...row, rewrite: { ...row.rewrite, inTypeScript: { arguments: count, ...(then && { then }) } } };
}

/** scrypt takes 35 ms at its default cost of 16384, and time is proportional to the cost. */
function costs(property: string): SeverityCase[] {
  return [
    { arg: 3, property, atMost: 1_024, severity: 'low' },
    { arg: 3, property, atMost: 8_192, severity: 'medium' },
  ];
}

/** 0.06 ms for ed25519, 0.06 to 2.7 ms for ec, 9 ms for rsa 1024, 132 ms for rsa 2048, 947 ms for rsa 4096. */
function keyPairs(): SeverityCase[] {
  const type = (severity: Severity, ...is: string[]): SeverityCase => ({ arg: 0, is, severity });
  return [
    type('none', 'ed25519', 'x25519'),
    type('low', 'ec', 'ed448', 'x448', 'dh'),
    type('low', 'ml-dsa-44', 'ml-dsa-65', 'ml-dsa-87', 'ml-kem-512', 'ml-kem-768', 'ml-kem-1024'),
    { arg: 1, property: 'modulusLength', atMost: 1_024, severity: 'medium' },
  ];
}

/** About 1 ms for a signature by RSA 2048. */
function withoutCallback(position: number): Row {
  return {
    severity: 'low',
    advice: 'Pass a callback.',
    cases: [{ arg: position, callback: true, severity: 'none' }],
  };
}

/** A digest of what is already in memory takes about 1 ms per MiB, and parsers of requests let through less. */
function wholeData(position: number): Row {
  return {
    severity: 'medium',
    owner: 'no-large-sync-work',
    advice: 'Pipe the data through the digest as a stream.',
    input: position,
    origins: { received: 'low' },
    cases: [{ arg: position, type: 'string', severity: 'none' }],
  };
}

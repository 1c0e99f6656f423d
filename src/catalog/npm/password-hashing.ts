/** Hashes that are slow on purpose: 50 to 300 ms for bcrypt at a cost of 10 to 12. */
import { defineModule, type BlockingModule, type Row } from '../define.ts';
import { each, promised, withoutSuffix } from '../rows.ts';

const HIGH: Row = { severity: 'high' };
const RANDOM: Row = { severity: 'none', reason: 'only draws 16 random bytes' };

const bcrypt = defineModule(
  'bcrypt',
  { kind: 'crypto' },
  {
    ...promised('bcrypt', withoutSuffix(['compareSync', 'hashSync']), HIGH),
    genSaltSync: RANDOM,
  },
);

/** Written in JavaScript: its asynchronous form yields every 100 ms, and was measured to keep the loop for 71 to 111 ms. */
const bcryptjs = defineModule(
  'bcryptjs',
  { kind: 'crypto' },
  {
    hash: {
      severity: 'high',
      instead: 'bcrypt.hash',
      reason: 'returns a promise, but computes on the calling thread, up to 100 ms at a time',
    },
    compare: {
      severity: 'high',
      instead: 'bcrypt.compare',
      reason: 'returns a promise, but computes on the calling thread, up to 100 ms at a time',
    },
    hashSync: { severity: 'high', instead: 'bcrypt.hash' },
    compareSync: { severity: 'high', instead: 'bcrypt.compare' },
    genSaltSync: RANDOM,
  },
);

/** Written in JavaScript: its asynchronous form puts all of it off by one tick, and was measured to keep the loop as long. */
const bcryptNodejs = defineModule(
  'bcrypt-nodejs',
  { kind: 'crypto' },
  {
    hash: { severity: 'high', instead: 'bcrypt.hash', reason: 'only puts the whole computation off by a tick' },
    compare: { severity: 'high', instead: 'bcrypt.compare', reason: 'only puts the whole computation off by a tick' },
    hashSync: { severity: 'high', instead: 'bcrypt.hash' },
    compareSync: { severity: 'high', instead: 'bcrypt.compare' },
    genSaltSync: RANDOM,
  },
);

const nodeRsBcrypt = defineModule(
  '@node-rs/bcrypt',
  { kind: 'crypto' },
  {
    ...promised('@node-rs/bcrypt', withoutSuffix(['compareSync', 'hashSync', 'verifySync']), HIGH),
    genSaltSync: RANDOM,
  },
);

const nodeRsArgon2 = defineModule(
  '@node-rs/argon2',
  { kind: 'crypto' },
  promised('@node-rs/argon2', withoutSuffix(['hashRawSync', 'hashSync', 'verifySync']), HIGH),
);

const sodiumNative = defineModule(
  'sodium-native',
  { kind: 'crypto' },
  {
    crypto_pwhash: { severity: 'high', instead: 'sodium-native.crypto_pwhash_async' },
    crypto_pwhash_str: { severity: 'high', instead: 'sodium-native.crypto_pwhash_str_async' },
    crypto_pwhash_str_verify: { severity: 'high', instead: 'sodium-native.crypto_pwhash_str_verify_async' },
  },
);

const libsodiumSumo = defineModule(
  'libsodium-wrappers-sumo',
  { kind: 'crypto', advice: 'Run it in a worker thread.' },
  each(['crypto_pwhash', 'crypto_pwhash_str', 'crypto_pwhash_str_verify'], HIGH),
);

const pbkdf2 = defineModule(
  'pbkdf2',
  { kind: 'crypto' },
  {
    pbkdf2Sync: {
      severity: 'high',
      instead: 'crypto.pbkdf2',
      rewrite: { module: 'node:crypto', name: 'pbkdf2', form: 'promisify' },
    },
  },
);

const scryptJs = defineModule(
  'scrypt-js',
  { kind: 'crypto' },
  {
    syncScrypt: { severity: 'high', instead: 'crypto.scrypt' },
  },
);

const cryptoJs = defineModule(
  'crypto-js',
  { kind: 'crypto' },
  {
    PBKDF2: { severity: 'high', instead: 'crypto.pbkdf2', reason: 'written in JavaScript' },
  },
);

export const PASSWORD_HASHING: readonly BlockingModule[] = [
  bcrypt,
  bcryptNodejs,
  bcryptjs,
  cryptoJs,
  libsodiumSumo,
  nodeRsArgon2,
  nodeRsBcrypt,
  pbkdf2,
  scryptJs,
  sodiumNative,
];

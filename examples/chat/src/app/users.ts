import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { usersFile } from './files.ts';

export interface User {
  name: string;
  salt: Buffer;
  /** scrypt of the password and the salt, with Node's default cost. */
  hash: Buffer;
}

// Read once, before the first client connects.
const records = JSON.parse(readFileSync(usersFile, 'utf8')) as Record<'name' | 'salt' | 'hash', string>[];
const users = new Map(
  records.map(({ name, salt, hash }): [string, User] => [
    name,
    { name, salt: Buffer.from(salt, 'hex'), hash: Buffer.from(hash, 'hex') },
  ]),
);
const namesByToken = new Map<string, string>();

export const userNames = [...users.keys()];

/** Finds the user; an unknown name gets a user whom no password fits, and takes as long to check. */
export function findUser(name: string): User {
  return users.get(name) ?? { name, salt: randomBytes(16), hash: randomBytes(64) };
}

/** Reads the body of a login request, in which a client may send anything. */
export function parseCredentials(body: unknown): { name: string; password: string } {
  const { name, password } = (body ?? {}) as Record<string, unknown>;
  return { name: String(name), password: String(password) };
}

/** Returns the token with which the user's chat connects. */
export function issueToken(user: User): string {
  const token = randomUUID();
  namesByToken.set(token, user.name);
  return token;
}

export function userOfToken(token: unknown): string | undefined {
  return typeof token === 'string' ? namesByToken.get(token) : undefined;
}

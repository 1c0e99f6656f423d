import { scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import express from 'express';
import { findUser, issueToken, parseCredentials } from '../app/users.ts';

const deriveKey = promisify<string, Buffer, number, Buffer>(scrypt);

export const login = express.Router();

login.post('/login', async (request, response) => {
  const { name, password } = parseCredentials(request.body);
  const user = findUser(name);
  const hash = await deriveKey(password, user.salt, user.hash.length);
  if (!timingSafeEqual(hash, user.hash)) {
    response.status(401).json({ error: 'The name or the password is wrong.' });
    return;
  }
  response.json({ token: issueToken(user) });
});

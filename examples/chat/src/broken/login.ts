import { scryptSync, timingSafeEqual } from 'node:crypto';
import express from 'express';
import { findUser, issueToken, parseCredentials } from '../app/users.ts';

export const login = express.Router();

login.post('/login', (request, response) => {
  const { name, password } = parseCredentials(request.body);
  const user = findUser(name);
  const hash = scryptSync(password, user.salt, user.hash.length);
  if (!timingSafeEqual(hash, user.hash)) {
    response.status(401).json({ error: 'The name or the password is wrong.' });
    return;
  }
  response.json({ token: issueToken(user) });
});

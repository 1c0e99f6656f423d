import { serve } from '../app/server.ts';
import { chat } from './chat.ts';
import { login } from './login.ts';

serve({ login, chat });

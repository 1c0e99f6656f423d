import { type HandlerFacts, LISTENERS, methods } from './define.ts';

const BOT = ['callbackQuery', 'command', 'hears', 'inlineQuery', 'on', 'reaction', 'use'];

/** Where bots take what they answer. */
export const BOT_HANDLERS: readonly HandlerFacts[] = [
  {
    module: 'telegraf',
    roles: methods(['#', 'Telegraf#'], [...BOT, 'action', 'help', 'settings', 'start'], 'handler'),
  },
  { module: 'grammy', roles: methods(['Bot#', 'Composer#'], BOT, 'handler') },
  { module: 'node-telegram-bot-api', roles: methods(['#'], ['onReplyToMessage', 'onText', ...LISTENERS], 'handler') },
  {
    module: '@slack/bolt',
    roles: methods(
      ['App#'],
      ['action', 'command', 'event', 'message', 'options', 'shortcut', 'use', 'view'],
      'handler',
    ),
  },
];

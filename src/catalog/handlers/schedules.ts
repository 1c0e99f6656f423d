/** What runs functions by the clock, again and again: nobody waits for what they do. By module, the paths as in `define.ts`. */
export const SCHEDULES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    global: ['setInterval'],
    'node:timers': ['setInterval'],
    '@nestjs/schedule': ['Cron', 'Interval', 'Timeout'],
    cron: ['CronJob', 'CronJob.from'],
    croner: ['Cron', ''],
    'node-cron': ['schedule'],
    'node-schedule': ['scheduleJob'],
  }),
);

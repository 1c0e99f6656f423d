import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFleet, type Fleet, type Member } from './fleet.ts';

const CHROMIUM = '/usr/bin/chromium';
const hasChromium = process.env['CI'] !== undefined || existsSync(CHROMIUM);
/** Without these, a browser of its own accord asks for hosts far away. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];

describe.skipIf(!hasChromium)('the live page in Chromium', () => {
  let fleet: Fleet;
  let member: Member;
  let browser: Browser;

  beforeAll(async () => {
    fleet = await startFleet(1, 3);
    const [first] = fleet.members;
    if (!first) throw new Error('no server');
    member = first;
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });

  afterAll(async () => {
    await browser.close();
    fleet.stop();
  });

  async function open(options: Parameters<Browser['newPage']>[0] = {}) {
    const page = await browser.newPage(options);
    const requests: string[] = [];
    const errors: string[] = [];
    page.on('request', (request) => requests.push(new URL(request.url()).host));
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(`http://${member.instance}/`);
    await untilHeadline(page, 'The event loop is free');
    return { page, requests, errors };
  }

  test('moves while the loop is blocked: age, culprit, cure, and the time that sessions have left', async () => {
    const { page, requests, errors } = await open();
    const before = await countBlocks(page);
    const end = member.block('sleep?7');
    await untilHeadline(page, 'Blocked for');
    await page.getByText('In child_process.execFileSync. Use child_process.execFile instead.').waitFor();
    await page.getByText(/socket\.io, 3 sessions/).waitFor();
    const [age, left] = [await readDuration(page, '#headline'), await readDuration(page, '.kind b')];
    await page.waitForTimeout(1500);
    expect(await page.textContent('#headline')).toContain('Blocked for');
    expect(await readDuration(page, '#headline')).toBeGreaterThan(age);
    expect(await readDuration(page, '.kind b')).toBeLessThan(left);
    expect(await page.textContent('#spoken')).toMatch(/^The event loop is blocked in child_process.execFileSync/);
    await page.locator('.kind.lost').waitFor();
    await end;
    await untilHeadline(page, 'The event loop is free');
    await page.getByRole('cell', { name: 'child_process.execFileSync' }).waitFor();
    // A busy host may have blocked it on its own.
    expect(await countBlocks(page)).toBeGreaterThan(before);
    // Nothing but its own server was asked, and nothing was refused by its own policy.
    expect([...new Set(requests)]).toEqual([member.instance]);
    expect(errors).toEqual([]);
    await page.close();
  });

  test.each(['light', 'dark'] as const)('is readable on a phone, %s', async (colorScheme) => {
    const { page } = await open({ viewport: { width: 360, height: 700 }, colorScheme });
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(360);
    for (const selector of ['#headline', '#detail', 'h2', 'th', '.kind b']) {
      expect(await contrast(page, selector), selector).toBeGreaterThanOrEqual(4.5);
    }
    await page.close();
  });

  test('has a heading for each part, for screen readers', async () => {
    const { page } = await open();
    expect(await page.getByRole('heading').allTextContents()).toEqual([
      'chat',
      'Time left before sessions drop',
      'Event loop delay, last 5 minutes',
      'Worst call sites since the start',
    ]);
    expect(await page.getByRole('img').getAttribute('aria-label')).toMatch(/^Event loop delay over .* Worst/);
    await page.close();
  });

  test('says so when the process is gone', async () => {
    const { page } = await open();
    member.program.child.kill('SIGKILL');
    await untilHeadline(page, 'No answer');
    await page.close();
  });
});

async function untilHeadline(page: Page, text: string): Promise<void> {
  await page.locator('#headline', { hasText: text }).waitFor();
}

/** The first duration in a text, in milliseconds. */
async function readDuration(page: Page, selector: string): Promise<number> {
  const [, value, unit] = /([\d.]+) (ms|s)/.exec((await page.textContent(selector)) ?? '') ?? [];
  return Number(value) * (unit === 'ms' ? 1 : 1000);
}

/** The contrast of an element's text against what is behind it, as WCAG 2 defines it: 4.5 is enough for all sizes. */
async function contrast(page: Page, selector: string): Promise<number> {
  const colors = await page.evaluate<string[]>(`(${READ_COLORS})(document.querySelector(${JSON.stringify(selector)}))`);
  const [one = 0, other = 0] = colors.map(luminance);
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** Runs in the page: the colour of an element, and of the nearest that is painted behind it. */
const READ_COLORS = `(element) => {
  const isClear = (node) => /, 0\\)$/.test(getComputedStyle(node).backgroundColor);
  let behind = element;
  while (behind.parentElement && isClear(behind)) behind = behind.parentElement;
  return [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor];
}`;

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

async function countBlocks(page: Page): Promise<number> {
  const [, count] = /(\d+) blocks? so far/.exec((await page.textContent('#detail')) ?? '') ?? [];
  return Number(count);
}

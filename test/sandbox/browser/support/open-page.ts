import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

export interface OpenPage {
  page: Page;
  context: BrowserContext;
  /** Everything that must not happen on the page: dialogs, requests elsewhere, script errors, policy violations. */
  harm: string[];
  close(): Promise<void>;
}

/** Opens the sandbox's page, at a place if `hash` names one, and waits until it shows somebody's view. */
export async function openPage(
  browser: Browser,
  url: string,
  { hash = '', ...options }: BrowserContextOptions & { hash?: string } = {},
): Promise<OpenPage> {
  const harm: string[] = [];
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN', ...options });
  context.setDefaultTimeout(8000);
  const page = await context.newPage();
  page.on('dialog', (dialog) => {
    harm.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => harm.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy|violates/i.test(message.text())) harm.push(`policy: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== url) harm.push(`request: ${request.url()}`);
  });
  context.on('page', (opened) => harm.push(`window: ${opened.url()}`));
  await page.goto(`${url}/${hash}`);
  await page.locator('.app').waitFor();
  return { page, context, harm, close: () => context.close() };
}

/** The place of a person in the address, in one of their conversations if named. */
export const placeOf = (viewer: string, chat?: string): string =>
  `#${new URLSearchParams({ viewer, ...(chat !== undefined && { chat }) })}`;

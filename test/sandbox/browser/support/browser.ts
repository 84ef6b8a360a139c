import chromium from '@sparticuz/chromium';
import { type Browser, chromium as driver } from 'playwright-core';

/**
 * The Chromium that comes with the npm package: no browser of the machine is used. Not with the package's own flags,
 * which are made for a function in the cloud and switch off web security, the very thing some tests look at.
 */
export async function launchBrowser(): Promise<Browser> {
  return driver.launch({
    executablePath: await chromium.executablePath(),
    // It may run as root, where Chromium's own sandbox cannot.
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none'],
  });
}

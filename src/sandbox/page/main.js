import { startPage } from './page.js';

startPage(document.body);

// `@tenure/web/page`: the page as a part of a program of yours, in a browser.
export { createLocalSource } from './app/data/local-source.js'
export type { Connection, SignIn, SignInOffer, Source } from './app/data/source.js'
export { openPage } from './app/open-page.js'

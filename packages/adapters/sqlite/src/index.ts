export { copySqlite } from './copy-sqlite.js'
export { type SqliteOptions, sqlite } from './sqlite.js'

export { type Client, createClient } from './client.js'
export type { ConnectionState } from './live-channel.js'
export { applyPatch, type Patch, type RowsPatch } from './patch.js'
export type { ClientOptions } from './transport.js'

export { type Client, createClient } from './client.js'
export type { ConnectionState } from './live-channel.js'
export type { ClientOptions } from './transport.js'

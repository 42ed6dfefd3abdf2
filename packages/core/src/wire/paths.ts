/** Where the API begins on a server. A client may reach it under another address, so the other paths are relative to it. */
export const apiRoot = '/api'

/** The header of a read or a watch that names the user whose Summary is viewed (SUM-8). */
export const viewAsHeader = 'tenure-view-as'

/** Every path of the API, below its root. A server gives `:name` for a part that a request fills in. */
export const paths = Object.freeze({
  alive: '/alive',
  openApi: '/openapi.json',
  signIn: '/sign-in',
  /** Leads a browser to the sign-in service. */
  visit: '/sign-in/visit',
  /** Where the service sends it back to. */
  visitBack: '/sign-in/back',
  signOut: '/sign-out',
  firstAdmin: '/first-admin',
  /** Reads a provider once. */
  read: (id: string) => `/read/${id}`,
  /** Watches a provider in a stream of its own. */
  watch: (id: string) => `/watch/${id}`,
  /** Runs an action. */
  act: (id: string) => `/act/${id}`,
  /** A list as a file for spreadsheets, by the id of its collection. */
  csv: (id: string) => `/csv/${id}`,
  /** Opens a link without signing in; `file` is for programs that go by the end of an address. */
  open: (token: string, file: string) => `/open/${token}/${file}`,
  /** Where other systems send what a webhook takes. */
  hook: (id: string) => `/hooks/${id}`,
  /** Everything, for super admins. */
  export: '/export',
  /** Opens a connection that carries many watches. */
  live: '/live',
  /** Changes or ends such a connection. */
  connection: (id: string) => `/live/${id}`,
})

/** What a receiver starts and ends to watch in its connection. */
export interface WatchChanges {
  readonly watch: readonly { readonly key: string; readonly provider: string; readonly input?: unknown; readonly viewAs?: string }[]
  readonly unwatch: readonly string[]
}

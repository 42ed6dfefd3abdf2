import type { Caller, Outcome } from '@tenure/core/contract'
import type { Observable } from 'rxjs'

/** How the line to the server is: `lost` since an instant, while it tries again by itself. */
export type Connection = { readonly state: 'open' | 'connecting' } | { readonly state: 'lost'; readonly since: number }

/** All that the page knows of the world: providers to read and watch, actions to call, and the state of the line. */
export interface Source extends Pick<Caller, 'read' | 'watch' | 'act'> {
  readonly connection$: Observable<Connection>
  readonly sign: SignIn
  /** The Summary of another user, where this source can view it. */
  readonly viewAs?: (user: string) => Pick<Caller, 'read' | 'watch'>
}

/** Coming and going. `switcher` is sign-in for local use: anyone may be anyone, so every page says so. */
export interface SignIn {
  offer(): Promise<SignInOffer>
  enter(user: string): Promise<Outcome<unknown>>
  leave(): Promise<void>
  /** Makes the first administrator, with the code that the first start printed. */
  begin(code: string, name: string): Promise<Outcome<unknown>>
}
/** How people may sign in here, and who they may be. */
export interface SignInOffer {
  readonly switcher: boolean
  /** There are no users yet: the code of the first start makes its user the first administrator. */
  readonly firstAdmin: boolean
  /** The name of the service where people sign in, if it is another place. */
  readonly visit?: string
  readonly users: readonly { readonly id: string; readonly name: string }[]
}

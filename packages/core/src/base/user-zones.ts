import { defineToken, type Token } from './key.js'

/** The time zones of users: for code that works for somebody who is not there, such as a job. */
export interface UserZones {
  /** IANA zone of a user; UTC of somebody who is unknown. */
  zoneOf(user: string): string
}
export const UserZones: Token<UserZones> = defineToken('tenure.core/user-zones@1')

import type { ProvisionedUser, ProvisionLimits } from '@tenure/core/administration'
import type { Claimed } from './identity.js'

/** Which claim names teams or permission sets, what its values mean here, and which of them a sign-in may give. */
export interface NamesRule {
  readonly claim: string
  /** The name or id here by the value of the claim; a value that is not in it means itself. */
  readonly map?: Readonly<Record<string, string>>
}
/** What the claims of a sign-in may do (ACC-13). What is not named here is never given and never taken away. */
export interface ClaimRules {
  /** How a user is found: by the subject of the claims, or once by an e-mail that the service has verified. Default: the subject. */
  readonly find?: readonly ('subject' | 'email')[]
  /** Makes users that are not found. Default: no. */
  readonly create?: boolean
  /** Users that are made get a service seat. Default: no. */
  readonly seat?: boolean
  /** The claim with the name of a person. Default: `name`. */
  readonly name?: string
  readonly teams?: NamesRule & { readonly allowed: readonly string[] | 'all' }
  readonly primaryTeam?: NamesRule
  readonly sets?: NamesRule & { readonly allowed: readonly string[] }
}
/** The claims of a token that was verified. */
export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string; readonly iss: string }

/** Who the claims name, and what they may change. */
export function toProvision(claims: Claims, rules: ClaimRules = {}, endsAt?: number): Claimed {
  const { find = ['subject'], create = false, seat = false, teams, sets } = rules
  const limits: ProvisionLimits = { find, create, seat, teams: teams?.allowed ?? [], sets: sets?.allowed ?? [] }
  return { claims: toSaid(claims, rules), limits, ...(endsAt !== undefined && { endsAt }) }
}

// A subject is one of its issuer, so that another service cannot name the same person.
function toSaid(claims: Claims, { name: nameClaim = 'name', teams, primaryTeam, sets }: ClaimRules): ProvisionedUser {
  const [name, email] = [textOf(claims[nameClaim]), claims['email_verified'] === true ? textOf(claims['email']) : undefined]
  const [primary] = namesOf(claims, primaryTeam) ?? []
  const [teamNames, setNames] = [namesOf(claims, teams), namesOf(claims, sets)]
  return {
    subject: `${claims.iss} ${claims.sub}`,
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(teamNames !== undefined && { teams: teamNames }),
    ...(primary !== undefined && { primaryTeam: primary }),
    ...(setNames !== undefined && { sets: setNames }),
  }
}
// A claim that is not there says that there are none; without a rule nothing is said.
function namesOf(claims: Claims, rule: NamesRule | undefined): readonly string[] | undefined {
  if (rule === undefined) return undefined
  const value = claims[rule.claim]
  const names = Array.isArray(value)
    ? value.filter((name): name is string => typeof name === 'string')
    : [textOf(value)].flatMap((name) => name ?? [])
  return names.map((name) => (rule.map !== undefined && Object.hasOwn(rule.map, name) ? (rule.map[name] as string) : name))
}
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 300) : undefined
}

import { type Asker, worksHere } from './test-askers.js'

// Who reads the records of the workspace itself. The planted ones are those of the bystander `far`.

type Rule = (asker: Asker) => boolean
const signedIn: Rule = ({ active }) => active
const superAdmins: Rule = ({ superAdmin, active }) => superAdmin && active
const administrators: Rule = (asker) => superAdmins(asker) || (worksHere(asker) && asker.manages)
const only: Rule = ({ id }) => id === 'far'
const ownOrSuperAdmins: Rule = (asker) => only(asker) || superAdmins(asker)

interface Rules {
  /** Of each property that is not named. */
  readonly rest: Rule
  readonly named?: Readonly<Record<string, Rule>>
}
const names = (rule: Rule, ...of: readonly string[]): Readonly<Record<string, Rule>> => Object.fromEntries(of.map((name) => [name, rule]))

/** The rule of each system type. A type that is not here fails the matrix. */
export const systemRules: Readonly<Record<string, Rules>> = {
  user: { rest: superAdmins, named: names(signedIn, 'name', 'email', 'active', 'timeZone', 'primaryTeam') },
  team: { rest: superAdmins, named: names(signedIn, 'name', 'parent') },
  permissionSet: { rest: superAdmins },
  workspace: { rest: administrators, named: names(signedIn, 'name', 'description', 'teams') },
  setting: { rest: administrators },
  preference: { rest: only },
  follow: { rest: only },
  notification: { rest: only },
  removal: { rest: only },
  // Planted without an audience, so private.
  view: { rest: only },
  defaultViews: { rest: only },
  dashboard: { rest: only },
  report: { rest: only },
  summaryReports: { rest: only },
  objectType: { rest: superAdmins },
  alias: { rest: superAdmins },
  session: { rest: superAdmins },
  publicLink: { rest: superAdmins, named: names(ownOrSuperAdmins, 'name', 'kind', 'user', 'createdAt', 'openedAt', 'expiresAt') },
  webhookDelivery: { rest: superAdmins },
  keptAddress: { rest: () => false, named: names(only, 'name', 'user', 'createdAt') },
  auditEntry: { rest: superAdmins },
  job: { rest: superAdmins },
  jobMark: { rest: superAdmins },
  scoreProfile: { rest: superAdmins },
  profileScore: { rest: superAdmins },
  run: {
    rest: superAdmins,
    named: names(
      ownOrSuperAdmins,
      ...[
        'name',
        'kind',
        'user',
        'group',
        'state',
        'total',
        'done',
        'created',
        'kept',
        'left',
        'failed',
        'startedAt',
        'endedAt',
        'problem',
        'reason',
        'items',
      ],
    ),
  },
}

/** Whether the asker may see a property of the planted record of a system type. */
export function seesSystem(asker: Asker, type: string, property: string): boolean {
  const rules = systemRules[type]
  return (rules?.named?.[property] ?? rules?.rest)?.(asker) === true
}

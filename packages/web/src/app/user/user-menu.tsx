import { type ReactNode, Suspense } from 'react'
import { useWords } from '../../words/use-words.js'
import type { Session } from '../data/answers.js'
import type { SignInOffer } from '../data/source.js'
import { useSource } from '../data/use-source.js'
import { lazily } from '../early/lazily.js'
import { Icon } from '../part/icon.js'
import { Face } from '../part/mark.js'
import { Menu } from '../part/menu.js'
import { Popover } from '../part/popover.js'
import { LoadingLines } from '../part/states.js'

const load = () => import('./user-panel.js')
const UserPanel = lazily('UserPanel', load)

/** The menu of the person signed in: look, keys, leaving. */
export function UserMenu({ session, showKeys }: { readonly session: Session; readonly showKeys: () => void }): ReactNode {
  const words = useWords().user
  const { id, name } = session.user
  return (
    <Popover
      label={words.settings(name)}
      button={<Face id={id} name={name} large />}
      align="end"
      onNear={() => void load().catch(() => undefined)}
    >
      {({ close }) => (
        <Suspense fallback={<LoadingLines lines={6} />}>
          <UserPanel session={session} showKeys={showKeys} close={close} />
        </Suspense>
      )}
    </Popover>
  )
}

/** Says on every page that sign-in is the switcher, and switches. */
export function Switcher({ offer, current }: { readonly offer: SignInOffer; readonly current: string }): ReactNode {
  const source = useSource()
  const words = useWords().door
  const enter = (user: string) =>
    source.sign.enter(user).then(() => window.location.assign(window.location.pathname + window.location.hash))
  return (
    <Menu
      className="switcher"
      label={words.changeUser}
      tip={words.changeTip}
      lead={words.actAs}
      button={
        <>
          <Icon name="users" size={14} />
          <span className="not-phone">{words.localLong}</span>
        </>
      }
      align="end"
      entries={offer.users.map(({ id, name }) => ({ key: id, label: name, face: id, isChosen: id === current, act: () => enter(id) }))}
    />
  )
}

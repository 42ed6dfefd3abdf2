import type { ReactNode } from 'react'
import type { Session } from '../data/answers.js'
import type { SignInOffer } from '../data/source.js'
import { useSource } from '../data/use-source.js'
import { Icon } from '../part/icon.js'
import { Face } from '../part/mark.js'
import { Menu } from '../part/menu.js'
import { Popover } from '../part/popover.js'
import { setPreferences, usePreferences } from './preferences.js'

/** The menu of the person signed in: look, keys, leaving. */
export function UserMenu({ session, showKeys }: { readonly session: Session; readonly showKeys: () => void }): ReactNode {
  const source = useSource()
  const { theme, density, letters } = usePreferences()
  const { id, name } = session.user
  const leave = () => source.sign.leave().then(() => window.location.reload())
  return (
    <Popover label={`${name}: settings of this device`} button={<Face id={id} name={name} large />} align="end">
      {({ close }) => (
        <div className="user-menu">
          <div className="who-am-i">
            <Face id={id} name={name} large />
            <div className="grow">
              <p className="strong cut">{name}</p>
              <p className="small t3 cut">
                {session.workspace.name} · {session.timeZone}
              </p>
            </div>
          </div>
          <Choice
            label="Theme"
            value={theme}
            options={{ system: 'System', light: 'Light', dark: 'Dark' }}
            choose={(value) => setPreferences({ theme: value })}
          />
          <Choice
            label="Rows"
            value={density}
            options={{ compact: 'Compact', regular: 'Regular', relaxed: 'Relaxed' }}
            choose={(value) => setPreferences({ density: value })}
          />
          <label className="check">
            <input type="checkbox" checked={letters} onChange={(event) => setPreferences({ letters: event.target.checked })} />
            Single letters are shortcuts
          </label>
          <div className="menu-end">
            <button
              type="button"
              className="item-btn"
              onClick={() => {
                close()
                showKeys()
              }}
            >
              <Icon name="help" size={14} />
              Keyboard shortcuts<kbd>?</kbd>
            </button>
            <button type="button" className="item-btn" onClick={leave}>
              <Icon name="sign-out" size={14} />
              Sign out
            </button>
          </div>
        </div>
      )}
    </Popover>
  )
}

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: Readonly<Record<T, string>>
  readonly choose: (value: T) => void
}

function Choice<T extends string>({ label, value, options, choose }: ChoiceProps<T>): ReactNode {
  return (
    <fieldset className="choice-row">
      <legend>{label}</legend>
      <div className="seg">
        {(Object.keys(options) as T[]).map((one) => (
          <label key={one} className={one === value ? 'on' : undefined}>
            <input className="sr" type="radio" name={`preference-${label}`} checked={one === value} onChange={() => choose(one)} />
            {options[one]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Says on every page that sign-in is the switcher, and switches. */
export function Switcher({ offer, current }: { readonly offer: SignInOffer; readonly current: string }): ReactNode {
  const source = useSource()
  const enter = (user: string) =>
    source.sign.enter(user).then(() => window.location.assign(window.location.pathname + window.location.hash))
  return (
    <Menu
      className="switcher"
      label="Local sign-in without passwords: change user"
      tip="Local sign-in: anyone at this machine may act as anyone"
      lead="Local use only, without passwords. Act as:"
      button={
        <>
          <Icon name="users" size={14} />
          <span>
            Local<span className="not-phone"> sign-in</span>
          </span>
        </>
      }
      align="end"
      entries={offer.users.map(({ id, name }) => ({ key: id, label: name, face: id, isChosen: id === current, act: () => enter(id) }))}
    />
  )
}

import { sessionContract, viewableContract } from '@tenure/core/page'
import { type ReactNode, useState } from 'react'
import { useIsReadOnly } from '../data/read-only.js'
import { useWatch } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { useOverviewWords } from '../language/use-overview-words.js'
import { Icon } from '../part/icon.js'
import { Face } from '../part/mark.js'
import { Popover } from '../part/popover.js'

/** The user whose page is viewed. */
export interface Viewed {
  readonly id: string
  readonly name: string
}
interface ViewAsProps {
  readonly viewed: Viewed | undefined
  readonly view: (user: Viewed | undefined) => void
}

/** The button that opens the list of users whose page may be viewed; nothing for who may view none. */
export function ViewAs({ viewed, view }: ViewAsProps): ReactNode {
  const words = useOverviewWords()
  // The page of another user asks nothing of its own; the strip leads back.
  const isReadOnly = useIsReadOnly()
  const session = useWatch(isReadOnly || viewed ? undefined : sessionContract).value
  if (viewed !== undefined || session?.rights.settings !== true) return null
  return (
    <span className="view-as">
      <Popover
        className="btn ghost"
        label={`${words.viewAs(words.me)}. ${words.viewAsWho}`}
        align="end"
        button={
          <>
            <Icon name="eye" size={14} />
            <span className="not-phone">{words.viewAs(words.me)}</span>
            <Icon name="chevron-down" size={12} />
          </>
        }
      >
        {({ close }) => (
          <ChooseUser
            choose={(user) => {
              close()
              view(user)
            }}
          />
        )}
      </Popover>
    </span>
  )
}

function ChooseUser({ choose }: { readonly choose: (user: Viewed) => void }): ReactNode {
  const words = useOverviewWords()
  const { locale } = useReading().formats.env
  const [search, setSearch] = useState('')
  const users = useWatch(viewableContract).value ?? []
  const wanted = search.trim().toLocaleLowerCase(locale)
  const found = users
    .filter(({ name }) => name.toLocaleLowerCase(locale).includes(wanted))
    .sort((a, b) => a.name.localeCompare(b.name, locale))
  return (
    <div className="view-as-list">
      <p className="small t3">{words.viewAsWhy}</p>
      <input
        className="form-input"
        type="search"
        aria-label={words.choose}
        placeholder={words.choose}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <ul className="menu">
        {found.map((user) => (
          <li key={user.id}>
            <button type="button" className="item-btn" onClick={() => choose(user)}>
              <Face id={user.id} name={user.name} />
              <span className="cut" dir="auto">
                {user.name}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

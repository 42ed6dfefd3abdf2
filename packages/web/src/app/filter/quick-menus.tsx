import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import type { Blocks } from '../block/renderer.js'
import { Icon } from '../part/icon.js'
import { Menu } from '../part/menu.js'
import { type QuickChoice, type QuickState, quickChoices, withChoice } from './quick-filter.js'

interface QuickMenusProps {
  readonly offered: NonNullable<Blocks['table']['quickFilters']>
  readonly quick: readonly QuickState[]
  readonly change: (quick: readonly QuickState[]) => void
}

/** The quick filters beside a view: a menu for each property. */
export function QuickMenus({ offered, quick, change }: QuickMenusProps): ReactNode {
  return offered.map(({ property, label }) => (
    <QuickMenu
      key={property}
      label={label}
      chosen={quick.find((one) => one.property === property)?.choice}
      choose={(choice) => change(withChoice(quick, property, choice))}
    />
  ))
}

interface QuickMenuProps {
  readonly label: string
  readonly chosen: QuickChoice | undefined
  readonly choose: (choice: QuickChoice | undefined) => void
}

function QuickMenu({ label, chosen, choose }: QuickMenuProps): ReactNode {
  const words = useWords().filter
  const button = (
    <>
      {chosen === undefined ? (
        label
      ) : (
        <>
          {label}: <b>{words.choices[chosen]}</b>
        </>
      )}
      <Icon name="chevron-down" size={12} />
    </>
  )
  return (
    <Menu
      className={`pill quick${chosen === undefined ? '' : ' on'}`}
      label={chosen === undefined ? words.by(label) : `${label}: ${words.choices[chosen]}`}
      button={button}
      entries={[
        ...(Object.keys(quickChoices) as QuickChoice[]).map((choice) => ({
          key: choice,
          label: words.choices[choice],
          isChosen: choice === chosen,
          act: () => choose(choice),
        })),
        ...(chosen === undefined ? [] : [{ key: 'any', label: words.any, isChosen: false, act: () => choose(undefined) }]),
      ]}
    />
  )
}

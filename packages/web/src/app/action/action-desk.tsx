import { createContext, type ReactNode, Suspense, useCallback, useContext, useMemo, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { actionOf } from '../data/named.js'
import { useSource } from '../data/use-source.js'
import { lazily } from '../early/lazily.js'
import { FloatingMenu } from '../part/menu.js'
import { useToasts } from '../toast/toasts.js'
import type { Offer, Offered } from './offer.js'

const ActionDialog = lazily('ActionDialog', () => import('./action-dialog.js'))

/** The one place of the page where actions are chosen, filled in and run. */
export interface ActionDesk {
  readonly openMenu: (anchor: HTMLElement, offered: Offered) => void
  /** Runs an action at once, or asks for its open fields first. */
  readonly start: (offer: Offer, offered: Omit<Offered, 'offers'>) => void
}

const DeskContext = createContext<ActionDesk | undefined>(undefined)

/** The page's action desk. */
export function useActionDesk(): ActionDesk {
  const desk = useContext(DeskContext)
  if (desk === undefined) throw new Error('An action was drawn outside of the action desk.')
  return desk
}

/** A menu that is open. The browser says late that one was closed: by then the next may be open. */
interface OpenMenu {
  readonly turn: number
  readonly anchor: HTMLElement
  readonly offered: Offered
}

/** Gives the page its action desk, and draws its menu and its form. */
export function ActionDeskProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const words = useWords()
  const [menu, setMenu] = useState<OpenMenu>()
  const [asked, setAsked] = useState<{ readonly offer: Offer; readonly subject: string; readonly back: () => void }>()
  const toasts = useToasts()
  const run = useRun()
  const start = useCallback<ActionDesk['start']>(
    (offer, { subject, back }) => (offer.fields.length > 0 ? setAsked({ offer, subject, back }) : void run(offer, subject)),
    [run],
  )
  const openMenu = useCallback<ActionDesk['openMenu']>(
    (anchor, offered) => setMenu((was) => ({ turn: (was?.turn ?? 0) + 1, anchor, offered })),
    [],
  )
  const desk = useMemo(() => ({ openMenu, start }), [openMenu, start])
  const closeForm = () => {
    setAsked(undefined)
    asked?.back()
  }
  return (
    <DeskContext value={desk}>
      {children}
      {menu && (
        <FloatingMenu
          key={menu.turn}
          anchor={menu.anchor}
          label={words.layer.actionsFor(menu.offered.subject)}
          entries={[
            ...(menu.offered.own ?? []).map(({ label, run: act }) => ({ key: label, label, act })),
            ...menu.offered.offers.map((offer, at) => ({
              key: `${offer.action} ${at}`,
              label: offer.fields.length > 0 ? `${offer.title}…` : offer.title,
              icon: offer.icon,
              hint: offer.key?.toUpperCase(),
              act: () => start(offer, menu.offered),
            })),
          ]}
          close={() => setMenu((now) => (now === menu ? undefined : now))}
          back={menu.offered.back}
        />
      )}
      {asked && (
        <Suspense>
          <ActionDialog
            offer={asked.offer}
            subject={asked.subject}
            close={closeForm}
            done={() => toasts.show({ tone: 'done', title: words.write.saved, about: aboutOf(asked.offer, asked.subject) })}
          />
        </Suspense>
      )}
    </DeskContext>
  )
}

function useRun() {
  const source = useSource()
  const toasts = useToasts()
  const { write: words, problem: textOf } = useWords()
  return useCallback(
    async (offer: Offer, subject: string) => {
      const about = aboutOf(offer, subject)
      const id = toasts.show({ tone: 'running', title: words.saving, about })
      const outcome = await source.act(actionOf(offer.action), offer.input)
      if (outcome.ok) toasts.show({ tone: 'done', title: words.saved, about }, id)
      else toasts.show({ tone: 'refused', title: words.notSaved, about, detail: textOf(outcome.problem) }, id)
    },
    [source, toasts, words, textOf],
  )
}

const aboutOf = (offer: Offer, subject: string) => `${offer.title} · ${subject}`

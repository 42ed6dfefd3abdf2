import { type ReactNode, useSyncExternalStore } from 'react'
import { createRoot } from 'react-dom/client'
import { AddressProvider } from '../../app/address/use-address.js'
import type { Session } from '../../app/data/answers.js'
import { ReadingProvider } from '../../app/format/use-formats.js'
import { Desks } from '../../app/shell/desks.js'
import { applyPreferences } from '../../app/shell/preferences.js'
import { WordsProvider } from '../../words/use-words.js'
import { Answering } from './answering.js'
import { boardStories } from './board-stories.js'
import { formStories } from './form-stories.js'
import { stories } from './stories.js'
import { type Story, slugOf } from './story.js'
import { tabStories } from './tab-stories.js'

// `?locale=de-DE` draws them in another language.
const locale = new URLSearchParams(window.location.search).get('locale') ?? 'en-GB'
const session: Session = {
  user: { id: 'u0', name: 'Ines Carvalho' },
  timeZone: 'Europe/Berlin',
  locale,
  workspace: { id: 'main', name: 'Northbeam' },
  rights: { settings: true },
}

/** Shows one story in one state, as the address says; else the list of all. */
export function showStories(root: Element): void {
  applyPreferences()
  createRoot(root).render(<StoryPage />)
}

function StoryPage(): ReactNode {
  const hash = useSyncExternalStore(listen, () => window.location.hash)
  const [, part, state] = hash.slice(1).split('/')
  const shown = stories.find(({ name }) => slugOf(name) === part)
  if (shown === undefined || state === undefined || !Object.hasOwn(shown.states, state)) return <StoryList />
  const drawn = shown.states[state]
  return (
    <Surroundings key={hash}>
      <header className="bar">
        <nav className="space" aria-label="Stories">
          <a href="#stories">All stories</a>
        </nav>
      </header>
      {[...tabStories, ...boardStories, ...formStories].includes(shown) ? drawn : <Sheet title={`${shown.name}: ${state}`}>{drawn}</Sheet>}
    </Surroundings>
  )
}

function Sheet({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="main wide">
      <main className="sheet">
        <div className="pane">
          <div className="head">
            <h1>{title}</h1>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
          <section className="blocks" tabIndex={0} aria-label="Story">
            {children}
          </section>
        </div>
      </main>
    </div>
  )
}

function Surroundings({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Answering>
      <AddressProvider>
        <WordsProvider locale={locale} waiting={null}>
          <ReadingProvider session={session}>
            <Desks>{children}</Desks>
          </ReadingProvider>
        </WordsProvider>
      </AddressProvider>
    </Answering>
  )
}

function StoryList(): ReactNode {
  return (
    <>
      <header className="bar" />
      <Sheet title="Stories">
        {stories.map((each) => (
          <StoryLinks key={each.name} shown={each} />
        ))}
      </Sheet>
    </>
  )
}

function StoryLinks({ shown }: { readonly shown: Story }): ReactNode {
  return (
    <section>
      <h2>{shown.name}</h2>
      <ul>
        {Object.keys(shown.states).map((state) => (
          <li key={state}>
            <a href={`#story/${slugOf(shown.name)}/${state}`}>{state}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function listen(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

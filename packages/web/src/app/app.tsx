import { sessionContract, tabsContract } from '@tenure/core/page'
import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { useWords, WordsProvider } from '../words/use-words.js'
import { AddressProvider } from './address/use-address.js'
import type { Session, Tab } from './data/answers.js'
import type { SignInOffer, Source } from './data/source.js'
import { SourceProvider, useSource, useWatch } from './data/use-source.js'
import { lazily } from './early/lazily.js'
import { ReadingProvider } from './format/use-formats.js'
import { TextsProvider, useTranslated } from './language/texts-provider.js'
import { recallLanguage, spokenIn, useWanted } from './language/use-language.js'
import { useSpoken } from './language/use-spoken.js'
import { Failed } from './part/states.js'
import { rememberSpoken } from './shell/kept.js'
import { Opening } from './shell/opening.js'
import { Shell } from './shell/shell.js'

const SignInScreen = lazily('SignInScreen', () => import('./shell/sign-in.js'))

/** The whole page over one source of data. */
export function App({ source }: { readonly source: Source }): ReactNode {
  return (
    <SourceProvider value={source}>
      <AddressProvider>
        <WordsProvider locale={spokenIn(recallLanguage(), navigator.language).locale} waiting={<Opening />}>
          <Gate />
        </WordsProvider>
      </AddressProvider>
    </SourceProvider>
  )
}

function Gate(): ReactNode {
  const words = useWords().state
  const session = useWatch(sessionContract)
  const tabs = useWatch(tabsContract)
  const offer = useOffer()
  const problem = session.problem ?? tabs.problem
  const retry = () => {
    session.retry()
    tabs.retry()
  }
  if (problem?.code === 'access.signed-out')
    return (
      <Suspense fallback={<Opening />}>
        <SignInScreen offer={offer} problem={problem} />
      </Suspense>
    )
  if (session.value !== undefined && tabs.value !== undefined) return <Workspace session={session.value} tabs={tabs.value} offer={offer} />
  if (problem !== undefined)
    return (
      <main className="door">
        <h1 className="sr">{words.theWorkspace}</h1>
        <Failed what={words.theWorkspace} problem={problem} retry={retry} />
      </main>
    )
  return <Opening />
}

interface WorkspaceProps {
  readonly session: Session
  readonly tabs: readonly Tab[]
  readonly offer: SignInOffer | undefined
}

/** The workspace in one language: words, texts of plugins, numbers and dates. */
function Workspace({ session, ...shell }: WorkspaceProps): ReactNode {
  const spoken = useSpoken(useWanted(session.locale))
  useEffect(() => {
    if (spoken !== undefined) rememberSpoken(spoken.language)
  }, [spoken?.language])
  if (spoken === undefined) return <Opening />
  const { locale, translator } = spoken
  return (
    <WordsProvider locale={locale} waiting={<Opening />}>
      <TextsProvider translator={translator}>
        <ReadingProvider session={session} locale={locale}>
          <TranslatedShell session={session} {...shell} />
        </ReadingProvider>
      </TextsProvider>
    </WordsProvider>
  )
}

function TranslatedShell({ tabs, ...shell }: WorkspaceProps): ReactNode {
  return <Shell tabs={useTranslated(tabsContract.id, tabs)} {...shell} />
}

function useOffer(): SignInOffer | undefined {
  const source = useSource()
  const [offer, setOffer] = useState<SignInOffer>()
  useEffect(() => {
    let isHere = true
    source.sign
      .offer()
      .then((given) => isHere && setOffer(given))
      .catch(() => undefined)
    return () => {
      isHere = false
    }
  }, [source])
  return offer
}

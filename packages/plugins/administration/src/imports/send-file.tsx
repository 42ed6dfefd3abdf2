/** A file that was sent, by which the rest of an import names it. */
export interface Sent {
  readonly id: string
  readonly name: string
  readonly bytes: number
}

/** Sends a file to the server of the page. What goes wrong is a sentence for the user. */
export async function sendFile(file: File): Promise<Sent | { readonly fault: string }> {
  try {
    const answer = await fetch(`/api/upload?name=${encodeURIComponent(file.name)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'x-tenure': '1' },
      body: file,
    })
    const outcome = (await answer.json()) as
      | { readonly ok: true; readonly value: Sent }
      | { readonly ok: false; readonly problem: { readonly message: string } }
    return outcome.ok ? outcome.value : { fault: `${file.name}: ${outcome.problem.message}` }
  } catch {
    return { fault: `${file.name}: The server cannot be reached. Try again.` }
  }
}

/** Gives the user a text as a file. */
export function saveText(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

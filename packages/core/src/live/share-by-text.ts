/** Gives the same output for inputs with the same JSON, while that is among the `most` used last; otherwise it is made again. */
export function shareByText<Input, Output extends object>(make: (input: Input) => Output, most = 1_000): (input: Input) => Output {
  const made = new Map<string, Output>()
  return (input) => {
    const text = JSON.stringify(input)
    const output = made.get(text) ?? make(input)
    made.delete(text)
    made.set(text, output)
    const oldest = made.size > most ? made.keys().next().value : undefined
    if (oldest !== undefined) made.delete(oldest)
    return output
  }
}

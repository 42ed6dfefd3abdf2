/** Where the files of an import come from, by the names that their mapping gives them. */
export interface FileSource {
  /** Bytes of that file. Errors: `input.invalid`, `input.too-large`. */
  size(name: string): Promise<number>
  /** The file from its beginning. Errors: those of `size`. */
  read(name: string): AsyncIterable<Uint8Array>
}

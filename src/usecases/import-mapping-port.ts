/** How the columns of imported tables were understood, as JSON, by their header. */
export interface ImportMappingStore {
  get(header: readonly string[]): Promise<string | undefined>;
  put(header: readonly string[], mapping: string, now: number): Promise<void>;
}

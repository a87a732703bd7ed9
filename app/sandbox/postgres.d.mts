export interface EmbeddedPostgres {
  /** Address of the one database, with the superuser and its password. */
  url: string;
  /** The same for another database of this server. */
  urlOf(database: string): string;
  port: number;
  pid: number;
  /** The process of an earlier, killed run that had to be stopped first. */
  leftoverPid: number | undefined;
  /** Stops fast: open transactions roll back. Returns when the process is gone. */
  stop(): Promise<void>;
  onExit(listener: (how: { code: number | null; signal: string | null }) => void): void;
}

export interface PostgresOptions {
  /** The data directory; made on first use. The folder above it must be its own, under root it is opened for passing. */
  dir: string;
  password: string;
  superuser?: string;
  database?: string;
  port?: number;
  /** PostgreSQL's own settings, as `postgres -c name=value` takes them. */
  settings?: Record<string, string | number>;
  /** Default: the data directory's name with `.log`. */
  logFile?: string;
}

export function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres>;

/** A database server of the tests' own, whose database `shop` belongs to the user `admin`; `reader` may only read. */
export interface SqlServer {
  port: number;
  /** The certificate of the server, which vouches for itself. */
  certificate: string;
  /** Runs statements as `admin`. */
  run(sql: string): Promise<void>;
  /** Takes it away at once, as a power failure would. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** Stops it and removes its folder. */
  stop(): Promise<void>;
}

/** Of both users. */
export const serverPassword = 'pass:wörd/@';

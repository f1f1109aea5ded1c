// What is used here of the databases' own clients, which do not come with Covey.
declare module 'pg' {
  export interface ClientConfig {
    readonly connectionString: string;
    readonly application_name: string;
    readonly connectionTimeoutMillis: number;
    readonly keepAlive: boolean;
    readonly keepAliveInitialDelayMillis: number;
  }
  export interface QueryConfig {
    readonly text: string;
    readonly values?: readonly unknown[];
    readonly rowMode: 'array';
    /** How a value is made of its text, by the number of its type. */
    readonly types: { readonly getTypeParser: (oid: number) => (text: string) => unknown };
  }
  export class Client {
    constructor(config: ClientConfig);
    readonly connection: {
      readonly stream: {
        on(event: 'data', listener: (chunk: Uint8Array) => void): void;
        destroy(): void;
      };
    };
    connect(): Promise<void>;
    query(query: QueryConfig): Promise<{ readonly rows: readonly (readonly unknown[])[] }>;
    end(): Promise<void>;
    on(event: 'error', listener: (error: Error) => void): void;
  }
  const pg: { readonly Client: typeof Client } | undefined;
  export default pg;
}

declare module '@clickhouse/client' {
  export interface Asked {
    readonly query: string;
    readonly query_id?: string;
    readonly session_id?: string;
    readonly clickhouse_settings?: { readonly [name: string]: string | number };
    readonly abort_signal?: AbortSignal;
  }
  export interface ClickHouseClient {
    command(asked: Asked): Promise<unknown>;
    query(asked: Asked & { readonly format: 'JSONCompactEachRow' }): Promise<{
      stream(): AsyncIterable<readonly { readonly text: string; json(): unknown }[]>;
      close(): void;
    }>;
    close(): Promise<void>;
  }
  export function createClient(config: {
    readonly url: string;
    readonly username: string;
    readonly password: string;
    readonly database?: string;
    readonly application: string;
    readonly request_timeout: number;
    readonly max_response_headers_size: number;
    readonly clickhouse_settings: { readonly [name: string]: string | number };
    readonly keep_alive: { readonly enabled: boolean };
    readonly log: { readonly level: number };
  }): ClickHouseClient;
}

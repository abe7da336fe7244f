/** Written before the service worker by the server (`field/app.py`): address → hash of what is there. */
declare const SHELF: Record<string, string>;
/** Changes with any of it. */
declare const VERSION: string;

/** What carries the page's messages, and those to it; apart from the contract, which the preload must not carry. */
export const TO_MAIN = 'portolan:to-main';
export const TO_PAGE = 'portolan:to-page';

/* The service worker: shows what was pushed, and opens its page. It keeps nothing and fetches nothing. */
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/* Only a page of ours, whatever a message says. */
function pageOf(address) {
  const url = new URL(address || "/", self.location.origin);
  return url.origin === self.location.origin ? url.href : self.location.origin;
}

function wordsOf(event) {
  try {
    return event.data.json();
  } catch {
    return {};
  }
}

/* A browser that shows nothing for a push may end the subscription, so there is always a title. */
self.addEventListener("push", (event) => {
  const words = wordsOf(event);
  const shown = self.registration.showNotification(words.title || "Zetje", {
    body: words.body || "",
    lang: words.lang || "",
    tag: words.tag || "zetje",
    icon: "/static/app/icon-192.png",
    badge: "/static/app/badge-96.png",
    data: { url: pageOf(words.url) },
  });
  event.waitUntil(shown);
});

async function open(address) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((window) => window.url === address);
  return there ? there.focus() : self.clients.openWindow(address);
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.url));
});

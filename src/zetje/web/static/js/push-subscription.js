/* <push-subscription data-key="our public key" data-worker="address of the service worker">: around a
   form with a field `subscription`. Its button asks the browser for leave, subscribes and sends the form.
   What it says without us, with [data-without], goes once the browser can do it; [data-no] comes when
   the person or the browser says no. */
class PushSubscriptionButton extends HTMLElement {
  connectedCallback() {
    const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
    if (!able) return;
    this.form = this.querySelector("form");
    this.querySelector("[data-without]").hidden = true;
    this.form.hidden = false;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.subscribe();
    });
  }

  async subscribe() {
    const button = this.form.querySelector("button");
    button.disabled = true;
    try {
      if ((await Notification.requestPermission()) !== "granted") throw new Error("no leave");
      this.form.elements.subscription.value = JSON.stringify(await this.subscription());
      this.form.submit();
    } catch {
      button.disabled = false;
      this.querySelector("[data-no]").hidden = false;
    }
  }

  async subscription() {
    await navigator.serviceWorker.register(this.dataset.worker, { scope: "/" });
    const { pushManager } = await navigator.serviceWorker.ready;
    // One that was made with another key of ours can never be used again.
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: this.dataset.key });
  }
}
customElements.define("push-subscription", PushSubscriptionButton);

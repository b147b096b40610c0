// A form whose button asks the device for a passkey first, and sends what the device answers. Without this script the form is not shown.
(() => {
  'use strict'

  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

  const ask = async (form) => {
    const options = JSON.parse(form.dataset.options)
    options.challenge = bytes(options.challenge)
    for (const list of ['excludeCredentials', 'allowCredentials']) {
      if (options[list]) options[list] = options[list].map((one) => ({ ...one, id: bytes(one.id) }))
    }
    if (form.dataset.passkey === 'make') {
      options.user.id = bytes(options.user.id)
      return navigator.credentials.create({ publicKey: options })
    }
    return navigator.credentials.get({ publicKey: options })
  }

  const told = (found) => {
    const response = {}
    for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
      if (found.response[name]) response[name] = text(found.response[name])
    }
    return { id: found.id, rawId: text(found.rawId), type: found.type, clientExtensionResults: {}, response }
  }

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    if (!window.PublicKeyCredential) {
      document.querySelectorAll('[data-no-passkeys]').forEach((one) => { one.hidden = false })
      continue
    }
    form.hidden = false
    // Not by "autofocus": the browser gives that focus while it draws the page first, which may be before this script has come.
    if (document.activeElement === document.body) form.querySelector('[data-first]')?.focus()
    const wrong = form.querySelector('[data-wrong]')
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      wrong.hidden = true
      try {
        form.elements.answer.value = JSON.stringify(told(await ask(form)))
        form.submit()
      } catch {
        wrong.hidden = false
        wrong.focus()
      }
    })
  }
})()

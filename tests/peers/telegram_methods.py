"""The Bot API's methods, each with Telegram's refusals."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from tests.peers import telegram_rules as rules
from tests.peers.telegram_chats import Chat, Phone
from tests.peers.telegram_groups import Group
from tests.peers.telegram_markup import units
from tests.peers.telegram_refusals import Refused, bad
from tests.peers.telegram_rules import Upload

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.peers.telegram import TelegramPeer
    from tests.peers.telegram_chats import Message
    from tests.peers.telegram_markup import Styled

    Act: TypeAlias = Callable[[dict[str, Any]], Any]

BLOCKED: Final = "Forbidden: bot was blocked by the user"
TOO_OLD: Final = "query is too old and response timeout expired or query ID is invalid"
SAME: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)


class Methods:
    """The methods a bot can call.

    Attributes:
        table: methods by lower-case name, since Telegram ignores case.
        commands: the menus by scope.
        document_limit: byte limit of a document.
        burst: (messages, messages per second) that one chat accepts before 429, None for no limit.
        about: the bot's descriptions.
        actions: what chats were told is being done, such as "upload_photo".
        group_limit: (messages and edits, seconds) that one group accepts before 429, None for no limit; Telegram's is
            20 in 60.
        clock: what those seconds are counted by.
    """

    def __init__(self, peer: TelegramPeer) -> None:
        self._peer = peer
        self.inline = False
        self.about = {"description": "", "short_description": ""}
        self.actions: list[tuple[int, str]] = []
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.document_limit = 50 * 2**20
        self.burst: tuple[int, float] | None = None
        self.group_limit: tuple[int, float] | None = None
        self.clock: Callable[[], float] = time.monotonic
        self._lately: dict[int, list[float]] = {}
        self._buckets: dict[int, tuple[float, float]] = {}
        named: dict[str, Act] = {
            "getMe": self._get_me,
            "getUpdates": peer.updates.get,
            "setWebhook": peer.updates.set_hook,
            "deleteWebhook": peer.updates.delete_hook,
            "getWebhookInfo": lambda _: peer.updates.info(),
            "sendMessage": self._send_message,
            "sendDocument": self._send_document,
            "sendPhoto": self._send_photo,
            "editMessageText": self._edit_text,
            "editMessageCaption": self._edit_caption,
            "editMessageMedia": self._edit_media,
            "editMessageReplyMarkup": self._edit_markup,
            "answerCallbackQuery": self._answer,
            "answerInlineQuery": self._offer,
            "getChat": lambda params: self._group(params).full_json(),
            "getChatAdministrators": self._administrators,
            "getChatMember": lambda params: self._group(params).member(int(params["user_id"])),
            "getMyDescription": lambda _: {"description": self.about["description"]},
            "getMyShortDescription": lambda _: {"short_description": self.about["short_description"]},
            "setMyDescription": lambda params: self._describe("description", params, rules.MAX_DESCRIPTION),
            "setMyShortDescription": lambda params: self._describe("short_description", params, rules.MAX_SHORT),
            "sendChatAction": self._act,
            "setMyCommands": self._set_commands,
            "getMyCommands": lambda params: self.commands.get(_scope(params), []),
        }
        self.table = {name.lower(): (name, act) for name, act in named.items()}

    def _get_me(self, _: dict[str, Any]) -> dict[str, Any]:
        can = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": self.inline}
        return self._peer.user_json(self._peer.bot_id) | can

    def _send_message(self, params: dict[str, Any]) -> dict[str, Any]:
        chat, thread = self._open(params, "text messages")
        return self._sent(params, chat, rules.message_text(params), thread)

    def _send_document(self, params: dict[str, Any]) -> dict[str, Any]:
        chat, thread = self._open(params, "documents")
        document = params.get("document")
        if not isinstance(document, Upload):
            raise bad("there is no document in the request")
        if not document.content:
            raise bad("file must be non-empty")
        if len(document.content) > self.document_limit:
            raise Refused(413, "Request Entity Too Large")
        return self._sent(params, chat, rules.caption(params), thread, document)

    def _send_photo(self, params: dict[str, Any]) -> dict[str, Any]:
        chat, thread = self._open(params, "photos")
        photo = params.get("photo")
        if not isinstance(photo, Upload):
            raise bad("there is no photo in the request")
        rules.photo(photo)
        return self._sent(params, chat, rules.caption(params), thread, photo=photo)

    def _edit_text(self, params: dict[str, Any]) -> dict[str, Any]:
        chat, message = self._editable(params)
        if message.document or message.photo:
            raise bad("there is no text in the message to edit")
        body, rows = rules.message_text(params, edited=True), rules.keyboard(params)
        if (body, rows) == (message.body, message.rows):
            raise bad(SAME)
        return self._changed(chat, message, body, rows)

    def _edit_caption(self, params: dict[str, Any]) -> dict[str, Any]:
        chat, message = self._editable(params)
        if not message.document and not message.photo:
            raise bad("there is no caption in the message to edit")
        body, rows = rules.caption(params), rules.keyboard(params)
        if (body, rows) == (message.body, message.rows):
            raise bad(SAME)
        return self._changed(chat, message, body, rows)

    def _edit_media(self, params: dict[str, Any]) -> dict[str, Any]:
        chat, message = self._editable(params)
        photo, body = rules.media(params)
        if isinstance(chat, Group):
            chat.check_content("photos", None)
        message.photo, message.document = photo, None
        return self._changed(chat, message, body, rules.keyboard(params))

    def _changed(self, chat: Chat, message: Message, body: Styled, rows: list[list[dict[str, str]]]) -> dict[str, Any]:
        message.edits.append(message.text)
        message.body, message.rows = body, rows
        chat.touch(message)
        return chat.message_json(message)

    def _edit_markup(self, params: dict[str, Any]) -> dict[str, Any]:
        chat, message = self._editable(params)
        rows = rules.keyboard(params)
        if rows == message.rows:
            raise bad(SAME)
        message.rows = rows
        chat.touch(message)
        return chat.message_json(message)

    def _answer(self, params: dict[str, Any]) -> bool:
        query = self._peer.queries.get(str(params.get("callback_query_id")))
        text = rules.answer_text(params)
        if query is None or query.expired or query.answer is not None:
            raise bad(TOO_OLD)
        query.opened = rules.opened(params, self._peer.username)
        query.answer, query.alert = text, str(params.get("show_alert", "")).lower() == "true"
        if text:
            phone = self._peer.phones[query.user]
            (phone.alerts if query.alert else phone.toasts).append(text)
        query.answered.set()
        return True

    def _offer(self, params: dict[str, Any]) -> bool:
        query = self._peer.asked.get(str(params.get("inline_query_id")))
        if query is None or query.results is not None:
            raise bad(TOO_OLD)
        query.results = rules.results(params)
        query.answered.set()
        return True

    def _administrators(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        chat = self._chat(params)
        if not isinstance(chat, Group):
            raise bad("there are no administrators in the private chat")
        return chat.administrators()

    def _group(self, params: dict[str, Any]) -> Group:
        chat = self._chat(params)
        if not isinstance(chat, Group):
            raise bad("there are no members in the private chat")
        return chat

    def _set_commands(self, params: dict[str, Any]) -> bool:
        self.commands[_scope(params)] = rules.commands(params)
        return True

    def _describe(self, name: str, params: dict[str, Any], most: int) -> bool:
        text = str(params.get(name, ""))
        if units(text) > most:
            raise bad("BOT_ABOUT_TEXT_INVALID")
        self.about[name] = text
        return True

    def _act(self, params: dict[str, Any]) -> bool:
        chat = self._chat(params)
        if params.get("action") not in rules.ACTIONS:
            raise bad("wrong parameter action in request")
        self.actions.append((chat.id, str(params["action"])))
        return True

    def _open(self, params: dict[str, Any], kind: str) -> tuple[Chat, int | None]:
        """The chat and topic for a message of a kind, refused if it may not be sent there."""
        chat = self._chat(params)
        thread = int(params["message_thread_id"]) if "message_thread_id" in params else None
        if isinstance(chat, Group):
            chat.check("write")
            chat.check_content(kind, thread)
        elif thread is not None:
            raise bad("message thread not found")
        self._throttle(chat)
        return chat, thread

    def _chat(self, params: dict[str, Any]) -> Chat:
        if not params.get("chat_id"):
            raise bad("chat_id is empty")
        chat = self._peer.chats.get(int(params["chat_id"]))
        if chat is None or not chat.known:
            raise bad("chat not found")
        if chat.forbidden:
            raise Refused(403, chat.forbidden)
        if isinstance(chat, Phone) and chat.blocked:
            raise Refused(403, BLOCKED)
        return chat

    def _editable(self, params: dict[str, Any]) -> tuple[Chat, Message]:
        chat = self._chat(params)
        if isinstance(chat, Group):
            chat.check("edit")
            self._count(chat)
        message = chat.find(int(params.get("message_id", 0)))
        if message is None:
            raise bad("message to edit not found")
        if message.sender != self._peer.bot_id or message.inaccessible:
            raise bad("message can't be edited")
        return chat, message

    def _sent(
        self,
        params: dict[str, Any],
        chat: Chat,
        body: Styled,
        thread: int | None,
        document: Upload | None = None,
        photo: Upload | None = None,
    ) -> dict[str, Any]:
        rows, (under, may_miss) = rules.keyboard(params), rules.replied(params)
        if under and not chat.find(under) and not may_miss:
            raise bad("message to be replied not found")
        message = chat.add(self._peer.bot_id, body, thread)
        message.rows, message.document, message.photo = rows, document, photo
        message.under = under if under and chat.find(under) else None
        return chat.message_json(message)

    def _count(self, chat: Chat) -> None:
        """Refuse messages and edits beyond a group's limit."""
        if not self.group_limit:
            return
        most, seconds = self.group_limit
        now = self.clock()
        lately = [at for at in self._lately.get(chat.id, []) if at > now - seconds]
        if len(lately) >= most:
            wait = lately[0] + seconds - now
            raise Refused(429, f"Too Many Requests: retry after {wait:g}", wait)
        self._lately[chat.id] = [*lately, now]

    def _throttle(self, chat: Chat) -> None:
        if isinstance(chat, Group):
            self._count(chat)
        if not self.burst:
            return
        most, rate = self.burst
        now = self.clock()
        left, since = self._buckets.get(chat.id, (float(most), now))
        left = min(most, left + (now - since) * rate)
        if left < 1:
            wait = (1 - left) / rate
            raise Refused(429, f"Too Many Requests: retry after {wait:g}", wait)
        self._buckets[chat.id] = left - 1, now


def _scope(params: dict[str, Any]) -> str:
    scope = rules.structure(params.get("scope"), "scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True)

"""Telegram groups: who is in them, what the bot may do there, and how they change."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final, Literal

from tests.peers.telegram_chats import Chat, Message, commands_in, topic
from tests.peers.telegram_markup import Styled
from tests.peers.telegram_refusals import Refused, bad

if TYPE_CHECKING:
    from tests.peers.telegram import TelegramPeer
    from tests.peers.telegram_chats import Phone

    Access = Literal["read", "members", "edit", "write"]

HIDDEN: Final = 1_087_968_824
"""GroupAnonymousBot, which speaks for anonymous administrators."""
CHANNEL: Final = 777_000
"""The Telegram account that delivers posts of the linked channel."""
STRANGERS: Final = {
    HIDDEN: {"id": HIDDEN, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"},
    CHANNEL: {"id": CHANNEL, "is_bot": False, "first_name": "Telegram"},
}
UPGRADED: Final = "Bad Request: group chat was upgraded to a supergroup chat"
DELETED: Final = "Forbidden: the group chat was deleted"
_RIGHTS: Final = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_SENDING: Final = (
    "messages",
    "audios",
    "documents",
    "photos",
    "videos",
    "video_notes",
    "voice_notes",
    "polls",
    "other_messages",
)


class Group(Chat):
    """A group or supergroup.

    Attributes:
        members: the status of each person in it.
        hidden: the anonymous administrators.
        bot: the bot's own status.
        muted: the bot may not write.
        without_photos: the bot may write, but not send photos.
        closed: the closed topics.
        successor: the supergroup it was upgraded to.
        deleted: True once it is deleted.
    """

    def __init__(self, peer: TelegramPeer, number: int, kind: str, title: str, topics: tuple[int, ...] = ()) -> None:
        super().__init__(peer, number, kind, title, topics)
        self.members: dict[int, str] = {}
        self.hidden: set[int] = set()
        self.bot = "member"
        self.muted = False
        self.without_photos = False
        self.closed: set[int] = set()
        self.successor: Group | None = None
        self.deleted = False

    @property
    def silent(self) -> bool:
        """True if the bot may not write; as an administrator it may."""
        return self.muted and self.bot != "administrator"

    def check(self, access: Access) -> None:
        """Refuse anything the bot may not do here."""
        if self.kind == "group":
            self._check_basic(access)
        elif self.bot == "kicked":
            raise Refused(403, "Forbidden: bot was kicked from the supergroup chat")
        elif self.bot == "left":
            raise Refused(403, "Forbidden: bot is not a member of the supergroup chat")
        if access == "edit" and self.silent:
            raise bad("CHAT_WRITE_FORBIDDEN")

    def check_content(self, kind: str, thread: int | None) -> None:
        """Refuse a message to a missing or closed topic, or of a kind the bot may not send."""
        if thread is not None and thread not in self.topics:
            raise bad("message thread not found")
        if thread in self.closed and self.bot != "administrator":
            raise bad("TOPIC_CLOSED")
        if self.silent or (self.without_photos and kind == "photos"):
            raise bad(f"not enough rights to send {kind} to the chat")

    def full_json(self) -> dict[str, Any]:
        """The getChat response."""
        self.check("read")
        sends = {f"can_send_{kind}": self.bot == "restricted" or not self.muted for kind in _SENDING}
        gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
        more = {"accent_color_id": 1, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(gifts, False)}
        return self.json() | more | {"permissions": sends}

    def member(self, number: int) -> dict[str, Any]:
        """The getChatMember response. Only an administrator may ask about others, as far as Telegram guarantees."""
        self.check("members")
        if number == self.peer.bot_id:
            return self._bot_json(self.bot)
        if self.bot != "administrator":
            raise bad("member list is inaccessible")
        return member_json(self.peer, number, self.members.get(number, "left"), hidden=number in self.hidden)

    def administrators(self) -> list[dict[str, Any]]:
        self.check("members")
        people = [number for number, status in self.members.items() if status != "member"]
        found = [member_json(self.peer, n, self.members[n], hidden=n in self.hidden) for n in people]
        return [*found, self._bot_json(self.bot)] if self.bot == "administrator" else found

    def promote(self, phone: Phone, status: str = "administrator", *, hidden: bool = False) -> None:
        self.members[phone.id] = status
        (self.hidden.add if hidden else self.hidden.discard)(phone.id)

    def demote(self, phone: Phone) -> None:
        self.promote(phone, "member")

    def make_bot(self, status: str, *, by: Phone) -> int:
        """Add the bot, remove it, or change its permissions; return the update's id."""
        before, self.bot = self.bot, status
        change = {"chat": self.json(), "from": self.peer.user_json(by.id), "date": int(time.time())}
        change |= {"old_chat_member": self._bot_json(before), "new_chat_member": self._bot_json(status)}
        return self.peer.happened({"my_chat_member": change}, self.id)

    def drop(self, message: Message) -> None:
        """Delete a message."""
        self.screen.remove(message)

    def end(self, *, by: Phone) -> int:
        """Delete the group."""
        self.deleted = True
        return self.make_bot("left", by=by)

    def leave(self, phone: Phone) -> int:
        del self.members[phone.id]
        return self._service(phone.id, {"left_chat_member": self.peer.user_json(phone.id)})

    def upgrade(self, *, by: Phone) -> Group:
        """Upgrade a group to a supergroup: messages are renumbered there, and earlier ones stay here."""
        new = self.successor = self.peer.group(self.title)
        new.members, new.hidden, new.bot = dict(self.members), set(self.hidden), "left"
        new.make_bot("member", by=by)
        self._service(by.id, {"migrate_to_chat_id": new.id})
        new._service(HIDDEN, {"sender_chat": new.json(), "migrate_from_chat_id": self.id})
        return new

    def say_hidden(self, text: str, thread: int | None = None) -> int:
        """Speak as an anonymous administrator."""
        return self._service(HIDDEN, {"sender_chat": self.json(), "text": text, **commands_in(text)}, thread)

    def forward(self, text: str) -> int:
        """Deliver a post of the linked channel."""
        channel = {"id": self.id - 1, "type": "channel", "title": "News"}
        content = {"sender_chat": channel, "is_automatic_forward": True, "text": text, **commands_in(text)}
        return self._service(CHANNEL, content)

    def hears(self, phone: Phone, text: str) -> bool:
        """True if the bot receives a text: in privacy mode, only commands not addressed to another bot."""
        self.members.setdefault(phone.id, "member")
        name, _, other = text.split(maxsplit=1)[0].partition("@") if text.strip() else ("", "", "")
        return name.startswith("/") and other.lower() in ("", self.peer.username.lower())

    def _check_basic(self, access: Access) -> None:
        if self.successor and access in ("write", "members"):
            raise Refused(400, UPGRADED, parameters={"migrate_to_chat_id": self.successor.id})
        if self.deleted and access in ("write", "members"):
            raise Refused(403, DELETED)
        if self.successor or self.deleted:
            if access == "edit":
                raise bad("message can't be edited")
        elif self.bot in ("kicked", "left") and access != "read":
            said = "bot was kicked from" if self.bot == "kicked" else "bot is not a member of"
            raise Refused(403, f"Forbidden: {said} the group chat")

    def _bot_json(self, status: str) -> dict[str, Any]:
        return member_json(self.peer, self.peer.bot_id, status, may_send=not self.muted)

    def _service(self, sender: int, content: dict[str, Any], thread: int | None = None) -> int:
        self.mark = self.peer.tick()
        message = self.add(sender, Styled(content.get("text", "")), thread)
        self.mark = message.changed
        said = {"message_id": message.id, "from": self.peer.user_json(sender), "chat": self.json()}
        return self.peer.happened({"message": {**said, "date": message.date, **topic(thread), **content}}, self.id)


def member_json(
    peer: TelegramPeer, number: int, status: str, *, hidden: bool = False, may_send: bool = True
) -> dict[str, Any]:
    found: dict[str, Any] = {"user": peer.user_json(number), "status": status}
    if status in ("creator", "administrator"):
        found["is_anonymous"] = hidden
    if status == "administrator":
        found |= {"can_be_edited": False, **dict.fromkeys(_RIGHTS, False)}
    if status == "restricted":
        others = ("can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", *_RIGHTS[5:7])
        found |= {"is_member": True, "until_date": 0, "can_pin_messages": False, "can_manage_topics": False}
        found |= {f"can_send_{kind}": may_send for kind in _SENDING} | dict.fromkeys(others, False)
    return found | ({"until_date": 0} if status == "kicked" else {})

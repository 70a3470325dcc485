"""A folder as one ZIP, written part by part, so that however large it is it takes little memory."""

import hashlib
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from market.actions import reveals, uploads
from market.actions.folders import said
from market.actions.folders.tables import Tabled, tables
from market.actions.folders.vendor_files import VendorFiles
from market.core.actors import Actor
from market.core.dossiers import Scope, tame
from market.core.exports import csv_lines
from market.core.files import SUFFIXES
from market.core.hours import SHANGHAI
from market.core.refusals import Missing
from market.documents.drawing import draw
from market.documents.prints import folders
from market.models import Dossier, Upload
from market.queries.dossiers import Contents, Filed

Progress = Callable[[str, int, int], None]


class Zip:
    """The archive under way: every file once, with its digest, all dated as the folder."""

    def __init__(self, archive: zipfile.ZipFile, top: str, at: datetime) -> None:
        self.archive, self.top = archive, top
        local = at.astimezone(SHANGHAI)
        self.date = (local.year, local.month, local.day, local.hour, local.minute, 0)
        self.digests: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> str:
        """Put a file in; a name that is there already gets a number. Answers its name."""
        stem, dot, suffix = name.rpartition(".")
        place, number = name, 2
        while place in self.digests:
            place, number = f"{stem}-{number}{dot}{suffix}", number + 1
        info = zipfile.ZipInfo(f"{self.top}/{place}", self.date)
        packed = suffix in ("csv", "sha256")
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = 0o644 << 16
        self.archive.writestr(info, content)
        self.digests[place] = hashlib.sha256(content).hexdigest()
        return place


class Builder:
    """Makes one folder. progress: is told the step and how far it is, and may raise to stop it."""

    def __init__(self, dossier: Dossier, *, asker: Actor, at: datetime, progress: Progress) -> None:
        self.dossier, self.asker, self.at, self.progress = dossier, asker, at, progress
        self.contents = Contents(dossier)
        self.missing: list[str] = []

    def build(self, place: Path) -> int:
        """Write the ZIP there. Answers how many files it holds."""
        filed = self.contents.vendors()
        total = len(filed) + 2
        self.progress("tables", 0, total)
        with zipfile.ZipFile(place, "w") as archive:
            made = Zip(archive, self.name(), self.at)
            tabled = list(tables(self.contents, filed))
            names = [
                made.add(f"{number:02}-{each.name}.csv", _csv(each))
                for number, each in enumerate(tabled, 1)
            ]
            files = VendorFiles(self.contents, filed)
            papers, photos = self._uploads(filed)
            for number, each in enumerate(filed, 1):
                self.progress("vendors", number, total)
                self._vendor(made, files, each, number)
                self._papers(made, each, number, papers[each.vendor.pk])
                self._photos(made, each, number, photos[each.vendor.pk])
            self.progress("index", total - 1, total)
            index = self._index(tabled, names, files, filed)
            made.add("00-目录.pdf", draw(folders.index(index)))
            made.add("校验.sha256", _sums(made.digests))
        return len(made.digests)

    def name(self) -> str:
        """What the ZIP and its one folder are called."""
        scope = {
            Scope.MARKET: "全场",
            Scope.ZONE: self.dossier.zone.name if self.dossier.zone else "",
            Scope.VENDOR: self.dossier.vendor.name if self.dossier.vendor else "",
        }[Scope(self.dossier.scope)]
        return tame(f"迎检包-{self.dossier.market.name}-{scope}-{self.contents.on}")

    def _uploads(self, filed: list[Filed]) -> tuple[dict[int, list[Any]], dict[int, list[Any]]]:
        ids = [each.vendor.pk for each in filed]
        papers: dict[int, list[Upload]] = defaultdict(list)
        photos: dict[int, list[Upload]] = defaultdict(list)
        for upload in self.contents.uploads(ids):
            assert upload.permit is not None
            papers[upload.permit.vendor_id].append(upload)
        for upload in self.contents.photos(ids):
            photos[upload.finding_photo.finding.vendor_id].append(upload)
        return papers, photos

    def _vendor(self, made: Zip, files: VendorFiles, filed: Filed, number: int) -> None:
        foot = f"迎检包 {self.dossier.pk}　{said.moment(self.dossier.asked_at)}"
        contents = files.said_of(filed, f"{self.dossier.pk}-{number:03}", foot)
        made.add(f"{folder_of(filed, number)}/档案.pdf", draw(folders.vendor_file(contents)))

    def _papers(self, made: Zip, filed: Filed, number: int, found: Iterable[Upload]) -> None:
        for upload in found:
            permit = upload.permit
            assert permit is not None
            if upload.sealed:
                reason = f"迎检包 {self.dossier.pk}：{self.dossier.reason}"
                subject = f"upload:{upload.pk}"
                reveals.note(
                    permit.vendor, subject=subject, reason=reason, by=self.asker, at=self.at
                )
            whose = f"-{permit.worker.name}" if permit.worker else ""
            name = tame(f"{permit.type.name}{whose}-{permit.number or permit.pk}")
            self._put(made, f"{folder_of(filed, number)}/证件/{name}", upload)

    def _photos(self, made: Zip, filed: Filed, number: int, found: Iterable[Upload]) -> None:
        for upload in found:
            photo = upload.finding_photo
            kind = "问题" if photo.kind == "found" else "整改"
            name = tame(f"{photo.finding.item.name[:20]}-{kind}-{photo.finding_id}")
            self._put(made, f"{folder_of(filed, number)}/巡检照片/{name}", upload)

    def _put(self, made: Zip, name: str, upload: Upload) -> None:
        """A file that is lost or damaged is missing from the folder, and the index says so."""
        try:
            made.add(f"{name}{SUFFIXES[upload.mime]}", uploads.read(upload))
        except Missing:
            self.missing.append(name)

    def _index(
        self, tabled: list[Tabled], names: list[str], files: VendorFiles, filed: list[Filed]
    ) -> dict[str, Any]:
        lacking = f"有 {len(self.missing)} 份文件缺失或损坏，未能放入：" if self.missing else ""
        sensitive = "含" if self.dossier.with_sensitive else "不含"
        return {
            "number": f"{self.dossier.pk}",
            "market": self.dossier.market.name,
            "foot": f"迎检包 {self.dossier.pk}　{said.moment(self.dossier.asked_at)}",
            "facts": [
                ("市场", self.dossier.market.name),
                ("范围", self.name().split("-")[2] if "-" in self.name() else ""),
                ("资料期间", f"{said.day(self.contents.since)} 至 {said.day(self.contents.on)}"),
                ("商户", f"{len(filed)} 户"),
                ("编制", f"{self.dossier.by_name} {said.moment(self.dossier.asked_at)}"),
                ("健康证", f"{sensitive}影像"),
            ],
            "words": f"{lacking}{said.listed(self.missing)}"
            or "每户一个文件夹，内有档案、证件影像和巡检照片；各文件的摘要见「校验.sha256」。",
            "tables": [
                [each.name, str(len(each.rows)), str(each.amiss) if each.amiss else "—", name]
                for each, name in zip(tabled, names, strict=True)
            ],
            "vendors": [
                [
                    str(number),
                    said.listed(each.pitches) or "—",
                    each.vendor.name,
                    str(len(files.permits[each.vendor.pk])),
                    said.listed(files.amiss(each.vendor.pk)) or "—",
                    files.grade(each.vendor.pk),
                ]
                for number, each in enumerate(filed, 1)
            ],
        }


def folder_of(filed: Filed, number: int) -> str:
    """Where a vendor's file lies in the ZIP."""
    return "商户/" + tame(f"{number:03} {' '.join(filed.pitches)} {filed.vendor.name}")


def _csv(table: Tabled) -> bytes:
    return "".join(csv_lines(table.heads, table.rows)).encode()


def _sums(digests: dict[str, str]) -> bytes:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode()

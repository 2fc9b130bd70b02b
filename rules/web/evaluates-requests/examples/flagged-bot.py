import asyncio

from discord.ext import commands

bot = commands.Bot(command_prefix="!", help_command=None)


@bot.command()
async def run(ctx, *, line):
    started = await asyncio.create_subprocess_shell(line, stdout=asyncio.subprocess.PIPE)  # gatehouse: flagged
    out, _ = await started.communicate()
    await ctx.send(out.decode()[:1900])
